using Npgsql;
using Pipeline.Actors.Warehouses;
using Pipeline.Host.Adapters.Aws.Redshift;

namespace Pipeline.Tests.Adapters.Aws.Redshift;

/// <summary>Keeps every statement; answers counts. A statement that holds some words fails with an error of one's own.</summary>
internal sealed class RecordedRedshift
{
    private readonly Dictionary<string, NpgsqlException> _failures = [];

    public List<string> Sent { get; } = [];

    public int Opened { get; private set; }

    public int Closed { get; private set; }

    public object[][] Answer { get; set; } = [[7L]];

    public RecordedRedshift Fail(string words, NpgsqlException error)
    {
        _failures[words] = error;
        return this;
    }

    public Task<IRedshiftSession> Open(WarehouseEndpoint warehouse, CancellationToken cancellation)
    {
        Opened++;
        return Task.FromResult<IRedshiftSession>(new Session(this));
    }

    private void Send(string sql)
    {
        Sent.Add(sql);
        if (_failures.FirstOrDefault(failure => sql.Contains(failure.Key, StringComparison.Ordinal)).Value is { } error)
        {
            throw error;
        }
    }

    private sealed class Session(RecordedRedshift owner) : IRedshiftSession
    {
        public Task Execute(string sql, CancellationToken cancellation)
        {
            owner.Send(sql);
            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<object[]>> Query(string sql, int most, CancellationToken cancellation)
        {
            owner.Send(sql);
            return Task.FromResult<IReadOnlyList<object[]>>([.. owner.Answer.Take(most)]);
        }

        public ValueTask DisposeAsync()
        {
            owner.Closed++;
            return ValueTask.CompletedTask;
        }
    }
}
