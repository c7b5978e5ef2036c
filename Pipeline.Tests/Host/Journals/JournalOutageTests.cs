using Microsoft.Data.Sqlite;
using Npgsql;
using Pipeline.Actors.Runs;
using Pipeline.Host.Configuration;
using Pipeline.Tests.Runs;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Host.Journals;

/// <summary>The journal goes away in the middle of a run and comes back: what was acknowledged is neither lost nor done twice, and nobody is told a false yes.</summary>
public sealed class JournalOutageTests : IDisposable
{
    // An outage is noticed soon, so that the test need not wait as a service does.
    private const string Hurried = "akka.persistence.journal.sql.circuit-breaker { call-timeout = 1s, reset-timeout = 100ms }";

    private readonly TempFolder _folder = new();
    private readonly World _world = new();

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_file_that_another_connection_keeps_locked()
    {
        var file = _folder["journal.db"];
        await using var other = new SqliteConnection($"Data Source={file};Pooling=false");
        async Task Lock()
        {
            await other.OpenAsync();
            await Sql("BEGIN IMMEDIATE");
        }

        async Task Sql(string sql)
        {
            await using var command = other.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync();
        }

        await Survives(new JournalOptions(file), Lock, () => Sql("ROLLBACK"));
    }

    [RequiresFact(Needs.SmallDisk)]
    public async Task A_full_disk()
    {
        using var disk = new SmallDisk(4);
        try
        {
            await Survives(
                new JournalOptions(disk["journal.db"]),
                () => Task.Run(disk.Fill),
                () => Task.Run(disk.MakeRoom));
        }
        finally
        {
            SqliteConnection.ClearAllPools();
        }
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_server_that_ends_and_starts_again()
    {
        var server = new PostgresServer();
        await server.InitializeAsync();
        try
        {
            await Survives(new JournalOptions("/nowhere", new Secret(await server.NewDatabase())), server.Stop, server.Start);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private async Task Survives(JournalOptions journal, Func<Task> goAway, Func<Task> comeBack)
    {
        var (reached, open) = (new TaskCompletionSource(), new TaskCompletionSource());
        _world.Before = call =>
        {
            reached.TrySetResult();
            return call == "schema" ? open.Task : Task.CompletedTask;
        };
        await using (var service = new JournaledSystem(journal, _world, overlay: Hurried))
        {
            var acknowledged = await service.StartWhenItMay("first");
            await reached.Task;
            await goAway();

            // The call outside takes effect while nothing can be written, and somebody asks for a run.
            open.SetResult();
            Assert.IsType<Unavailable>(await service.TryStart("key"));
            Assert.IsType<Unavailable>(await service.TryStart("key"));

            await comeBack();
            var again = await service.StartWhenItMay("key");

            var list = await service.AllEnded(2);
            Assert.All(list.Runs, run => Assert.Equal((RunPhase.Succeeded, null), (run.State, run.Damage)));
            Assert.Equal(new[] { acknowledged.Value, again.Value }.Order(), list.Runs.Select(run => run.RunId).Order());
            foreach (var run in new[] { acknowledged, again })
            {
                var events = ((RunEventList)await service.Ask(new GetRunEvents(run))).Events;
                Assert.Equal(Enumerable.Range(1, events.Length), events.Select(e => (int)e.Sequence));
                Assert.IsType<RunFinished>(events[^1].Event);
            }
        }

        Assert.Empty(_world.Inventory);
        Assert.All(
            _world.Calls.Where(call => call.StartsWith("statement", StringComparison.Ordinal) || call.StartsWith("session", StringComparison.Ordinal)).GroupBy(call => call),
            call => Assert.Single(call));
    }
}
