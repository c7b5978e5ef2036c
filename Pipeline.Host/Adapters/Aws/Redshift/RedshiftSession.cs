using Npgsql;
using Pipeline.Actors.Warehouses;

namespace Pipeline.Host.Adapters.Aws.Redshift;

/// <summary>A connection to Redshift that statements are sent over, one by one, as they are.</summary>
public interface IRedshiftSession : IAsyncDisposable
{
    Task Execute(string sql, CancellationToken cancellation);

    /// <summary>The rows, at most so many: more are never asked for.</summary>
    Task<IReadOnlyList<object[]>> Query(string sql, int most, CancellationToken cancellation);
}

/// <summary>Opens sessions with a temporary login each.</summary>
public delegate Task<IRedshiftSession> OpenRedshiftSession(WarehouseEndpoint warehouse, CancellationToken cancellation);

/// <summary>The session over Npgsql.</summary>
internal sealed class NpgsqlRedshiftSession(NpgsqlDataSource source, NpgsqlConnection connection) : IRedshiftSession
{
    public async Task Execute(string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public async Task<IReadOnlyList<object[]>> Query(string sql, int most, CancellationToken cancellation)
    {
        var rows = new List<object[]>();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (rows.Count < most && await reader.ReadAsync(cancellation))
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        await source.DisposeAsync();
    }
}
