using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Akka.Actor;
using Microsoft.Data.Sqlite;
using Pipeline.Actors;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Journal;
using Pipeline.Actors.Runs;
using Pipeline.Actors.Sessions;
using Pipeline.Host.Configuration;
using Pipeline.Host.Definitions;
using Pipeline.Tests.Runs;

namespace Pipeline.Bench;

/// <summary>A journal as a service leaves it that is killed while so many runs of arrivals are in the middle of their jobs.</summary>
internal static class UnfinishedJournal
{
    /// <summary>Short ago: no deadline of the runs has passed.</summary>
    private static readonly DateTimeOffset Start = DateTimeOffset.UtcNow.AddMinutes(-5);

    /// <summary>The id that the pattern's events carry; every run puts its own in its place, which is as long.</summary>
    private static readonly RunId Pattern = RunId.FromBits(ulong.MaxValue >> 4);

    public static async Task Write(JournalOptions journal, int runs, int events)
    {
        await MakeTables(journal);
        var pattern = Events(events).Select(e => (Manifest: EventManifests.Of(e), Text: JsonSerializer.Serialize(e, e.GetType(), EventJson.Options))).ToArray();
        await using var connection = new SqliteConnection($"Data Source={journal.File};Pooling=false");
        await connection.OpenAsync();
        await using var transaction = connection.BeginTransaction();
        await using var insert = connection.CreateCommand();
        insert.CommandText = """
            INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
            VALUES (0, 0, @id, @sequence, @message, @manifest, 7301, 'bench')
            """;
        var (id, sequence, message, manifest) = (Add(insert, "id"), Add(insert, "sequence"), Add(insert, "message"), Add(insert, "manifest"));
        void Insert(string persistenceId, int number, string name, string text)
        {
            (id.Value, sequence.Value, message.Value, manifest.Value) = (persistenceId, number, Encoding.UTF8.GetBytes(text), name);
            insert.ExecuteNonQuery();
        }

        for (var number = 1; number <= runs; number++)
        {
            var run = RunId.FromBits((ulong)number);
            var indexed = new RunIndexed(run, "arrivals", ImmutableSortedDictionary<string, string>.Empty, null, "print", Start.AddMilliseconds(number));
            Insert("runs", number, EventManifests.Of(indexed), JsonSerializer.Serialize(indexed, EventJson.Options));
            for (var i = 0; i < pattern.Length; i++)
            {
                Insert(RunSupervisor.PersistenceIdOf(run), i + 1, pattern[i].Manifest, pattern[i].Text.Replace(Pattern.Value, run.Value, StringComparison.Ordinal));
            }
        }

        await transaction.CommitAsync();
    }

    /// <summary>By the journal plugin itself: its first reader makes them.</summary>
    private static async Task MakeTables(JournalOptions journal)
    {
        await using (var connection = new SqliteConnection($"Data Source={journal.File};Pooling=false"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL";
            await command.ExecuteNonQueryAsync();
        }

        var system = ActorSystem.Create("tables", RecoveryBench.Configuration(journal));
        var archive = system.ActorOf(Props.Create(() => new RunsArchive()));
        await archive.Ask<RunList>(new ListRuns(), TimeSpan.FromMinutes(1));
        await system.Terminate();
        SqliteConnection.ClearAllPools();
    }

    /// <summary>Plays a run until it has so many events: the jobs side by side, as they go, and none of them done.</summary>
    private static List<IRunEvent> Events(int count)
    {
        var request = new PipelineCatalog(Host.Configuration.Checkout.Root, "/lake", TargetEnvironment.Local(hasSpark: false)).Prepare("arrivals", ImmutableSortedDictionary<string, string>.Empty);
        var (state, events, now) = (RunState.Empty, new List<IRunEvent>(), Start);
        void Input(IRunInput input)
        {
            now += TimeSpan.FromSeconds(1);
            foreach (var change in Run.Decide(state, input, now).Events)
            {
                state = Run.Apply(state, change);
                events.Add(change);
            }
        }

        Input(new BeginRun(Pattern, request, "bench"));
        for (var turn = 0; events.Count < count; turn++)
        {
            var orders = Run.Outstanding(state).Where(order => order is not WatchCluster).ToArray();
            var order = orders[turn % orders.Length];
            Input(order is RunStatement s ? new StatementEnded(s.Key, new Statement(s.Index, StatementStatus.Succeeded, 1, new RowSet([], []))) : Given.Success(order));
        }

        return events;
    }

    private static SqliteParameter Add(SqliteCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        command.Parameters.Add(parameter);
        return parameter;
    }
}
