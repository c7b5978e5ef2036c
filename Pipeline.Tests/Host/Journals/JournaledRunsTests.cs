using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using Pipeline.Actors.Runs;
using Pipeline.Host.Cli;
using Pipeline.Host.Cli.Reading;
using Pipeline.Host.Configuration;
using Pipeline.Tests.Runs;
using Pipeline.Tests.Support;
using Xunit;
using Files = Pipeline.Tests.Support.Checkout;

namespace Pipeline.Tests.Host.Journals;

/// <summary>Runs on a real journal, by the shipped configuration: the same on either database, with and without a service, sound and damaged.</summary>
public abstract class JournaledRunsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private protected string Folder => _folder.Path;

    public virtual void Dispose()
    {
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
        _folder.Dispose();
    }

    private protected static async Task Runs_at_once_are_recorded_and_read_while_no_service_is_up(JournalOptions journal)
    {
        var world = new World();
        RunId first;
        await using (var service = new JournaledSystem(journal, world))
        {
            var started = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => service.Start()));
            first = started[0];
            await service.AllEnded(3);
        }

        await using var reader = Reader(journal);
        Assert.All(await reader.Runs(null, null, CancellationToken.None), run => Assert.Equal((RunPhase.Succeeded, null), (run.State, run.Damage)));
        var events = await reader.Events(first.Value, CancellationToken.None);
        Assert.Equal(Enumerable.Range(1, events.Length), events.Select(e => (int)e.Sequence));
        Assert.Equal(2, (await reader.Run(first.Value, 2, CancellationToken.None)).Events);
        Assert.Empty(world.Inventory);
    }

    private protected static async Task A_run_goes_on_with_the_next_service_and_asks_for_nothing_twice(JournalOptions journal)
    {
        var world = new World();
        var reached = new TaskCompletionSource();
        world.Before = call => call == "schema" ? Never(reached) : Task.CompletedTask;
        await using (var service = new JournaledSystem(journal, world))
        {
            await service.Start();
            await reached.Task;
        }

        world.Before = _ => Task.CompletedTask;
        await using (var reader = Reader(journal))
        {
            Assert.Equal(RunPhase.Running, Assert.Single(await reader.Runs(null, null, CancellationToken.None)).State);
        }

        await using var next = new JournaledSystem(journal, world, firstId: 2);
        await next.Start();
        await next.AllEnded(2);
        Assert.Equal(2, world.Calls.Count(call => call == "cluster"));
        Assert.Empty(world.Inventory);
    }

    /// <param name="journal">Where.</param>
    /// <param name="damage">What befalls event 5 of the first run, as SQL; <c>@text</c> is what <paramref name="text"/> says.</param>
    /// <param name="text">The event's new text.</param>
    /// <param name="manifest">What the refusal names; null where the row names none.</param>
    /// <param name="what">What it says of the damage.</param>
    private protected static async Task A_damaged_event_stops_that_run_only_and_is_named(
        JournalOptions journal, string damage, string text, string? manifest, string what)
    {
        var world = new World();
        var reached = new TaskCompletionSource();
        world.Before = call => call == "schema" ? Never(reached) : Task.CompletedTask;
        RunId hurt;
        await using (var service = new JournaledSystem(journal, world))
        {
            hurt = await service.Start();
            await reached.Task;
        }

        await Execute(journal, damage.Replace("@row", $"persistence_id = 'run-{hurt}' AND sequence_number = 5"), text);
        world.Before = _ => Task.CompletedTask;
        await using (var service = new JournaledSystem(journal, world, firstId: 2))
        {
            var sound = await service.Start();
            var list = await service.Until(l => l.Runs.Any(run => run.Damage is not null) && l.Runs.Any(run => run.State == RunPhase.Succeeded));
            var damaged = Assert.Single(list.Runs, run => run.Damage is not null);
            Assert.Equal(hurt.Value, damaged.RunId);
            Assert.False(damaged.State.IsFinal());
            Told(damaged.Damage!, hurt, manifest, what);

            Told(((JournalDamaged)await service.Ask(new GetRun(hurt))).Damage.Text, hurt, manifest, what);
            Told(((JournalDamaged)await service.Ask(new GetRunEvents(hurt))).Damage.Text, hurt, manifest, what);
            Told(((JournalDamaged)await service.Ask(new CancelRun(hurt))).Damage.Text, hurt, manifest, what);
            Assert.Equal(4, ((RunView)await service.Ask(new GetRun(hurt, 4))).Events);
            Assert.Equal(RunPhase.Succeeded, ((RunView)await service.Ask(new GetRun(sound))).State);
        }

        await using var reader = Reader(journal);
        var runs = await reader.Runs(null, null, CancellationToken.None);
        Told(runs.Single(run => run.RunId == hurt.Value).Damage!, hurt, manifest, what);
        Told((await Assert.ThrowsAsync<CommandException>(() => reader.Run(hurt.Value, null, CancellationToken.None))).Message, hurt, manifest, what);
        Assert.Equal(4, (await reader.Run(hurt.Value, 4, CancellationToken.None)).Events);
    }

    private protected static async Task A_damaged_index_is_named_to_everybody_who_asks(JournalOptions journal)
    {
        await using (var service = new JournaledSystem(journal, new World()))
        {
            await service.Start();
            await service.AllEnded(1);
        }

        await Execute(journal, "UPDATE journal SET manifest = 'run-vanished.9' WHERE persistence_id = 'runs' AND sequence_number = 2", "");
        await using var next = new JournaledSystem(journal, new World());
        foreach (var question in new object[] { new ListRuns(), new StartRun(Given.Request(), null, ""), new GetRun(RunId.FromBits(1)) })
        {
            var told = ((JournalDamaged)await next.Ask(question)).Damage;
            Assert.Equal(("runs", 2, "run-vanished.9"), (told.PersistenceId, told.Sequence, told.Manifest));
            Assert.Contains("persistence_id 'runs' and sequence_number 2", told.Text);
        }

        await using var reader = Reader(journal);
        Assert.Contains("Event 2 (run-vanished.9) of the index of all runs is damaged", (await Assert.ThrowsAsync<CommandException>(
            () => reader.Runs(null, null, CancellationToken.None))).Message);
    }

    private protected static async Task Execute(JournalOptions journal, string sql, string text)
    {
        await using DbConnection connection = journal.Postgres is { } postgres
            ? new NpgsqlConnection(postgres.Value) : new SqliteConnection($"Data Source={journal.File};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("text", Encoding.UTF8.GetBytes(text));
        command.Parameters.Add(parameter);
        Assert.NotEqual(0, await command.ExecuteNonQueryAsync());
    }

    private static void Told(string text, RunId run, string? manifest, string what)
    {
        Assert.Contains(manifest is null ? $"Event 5 of run {run} is damaged" : $"Event 5 ({manifest}) of run {run} is damaged", text);
        Assert.Contains(what, text);
        Assert.Contains($"persistence_id 'run-{run}' and sequence_number 5", text);
        Assert.Contains($"./pipeline show {run} --at 4", text);
    }

    private static async Task Never(TaskCompletionSource reached)
    {
        reached.TrySetResult();
        await Task.Delay(Timeout.Infinite);
    }

    private static JournalReader Reader(JournalOptions journal)
    {
        var options = OptionsReader.Read(new Dictionary<string, string>(), Files.Root);
        return new JournalReader(options with { Journal = journal }, TimeProvider.System);
    }
}

public sealed class SqliteJournaledRunsTests : JournaledRunsTests
{
    private JournalOptions Journal => new(Path.Combine(Folder, "journal.db"));

    [Fact]
    public Task Recorded_and_read() => Runs_at_once_are_recorded_and_read_while_no_service_is_up(Journal);

    [Fact]
    public Task Resumed() => A_run_goes_on_with_the_next_service_and_asks_for_nothing_twice(Journal);

    [Theory]
    [MemberData(nameof(Damages.All), MemberType = typeof(Damages))]
    public Task Damaged(string damage, string text, string? manifest, string what) =>
        A_damaged_event_stops_that_run_only_and_is_named(Journal, damage, text, manifest, what);

    [Fact]
    public Task Index_damaged() => A_damaged_index_is_named_to_everybody_who_asks(Journal);
}

[Collection(PostgresCollection.Name)]
public sealed class PostgresJournaledRunsTests(PostgresServer server) : JournaledRunsTests
{
    [RequiresFact(Needs.Postgres)]
    public async Task Recorded_and_read() => await Runs_at_once_are_recorded_and_read_while_no_service_is_up(await Journal());

    [RequiresFact(Needs.Postgres)]
    public async Task Resumed() => await A_run_goes_on_with_the_next_service_and_asks_for_nothing_twice(await Journal());

    [RequiresTheory(Needs.Postgres)]
    [MemberData(nameof(Damages.All), MemberType = typeof(Damages))]
    public async Task Damaged(string damage, string text, string? manifest, string what) =>
        await A_damaged_event_stops_that_run_only_and_is_named(await Journal(), damage, text, manifest, what);

    [RequiresFact(Needs.Postgres)]
    public async Task Index_damaged() => await A_damaged_index_is_named_to_everybody_who_asks(await Journal());

    // Pooled, as a service's connections are.
    private async Task<JournalOptions> Journal() => new("/nowhere", new Secret((await server.NewDatabase()).Replace("Pooling=false", "Pooling=true", StringComparison.Ordinal)));
}

/// <summary>What can befall an event: its row's SQL, its text, the manifest that the refusal names, and what it says.</summary>
public static class Damages
{
    private const string Text = "UPDATE journal SET manifest = 'attempt-requested.1', message = @text WHERE @row";

    public static TheoryData<string, string, string?, string> All => new()
    {
        { Text, "{\"step\":", "attempt-requested.1", "Its text is not what an event 'attempt-requested.1' looks like" },
        { Text, "{\"step\":\"cluster\",\"attempt\":\"one\"}", "attempt-requested.1", "Its text is not what an event" },
        { "UPDATE journal SET manifest = 'run-teleported.1' WHERE @row", "", "run-teleported.1", "This version does not know events of the kind 'run-teleported.1'" },
        { "UPDATE journal SET identifier = 9999 WHERE @row", "", null, "names no known serializer" },
        { "DELETE FROM journal WHERE @row", "", null, "event 4 is followed by event 6" },
        {
            "UPDATE journal SET manifest = 'table-staged.1', message = @text WHERE @row",
            "{\"table\":\"nowhere\",\"rows\":1,\"at\":\"2026-04-01T12:00:00+00:00\"}", "table-staged.1", "It does not fit what came before it"
        },
        {
            "UPDATE journal SET manifest = 'run-ended.1', message = @text WHERE @row",
            "{\"run\":\"r0000000000ab\",\"state\":\"failed\",\"at\":\"2026-04-01T12:00:00+00:00\"}", "run-ended.1", "It does not fit what came before it"
        },
    };
}
