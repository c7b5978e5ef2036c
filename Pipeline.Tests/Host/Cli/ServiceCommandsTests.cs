using System.Text.Json;
using Pipeline.Actors.Runs;
using Pipeline.Host.Cli.Client;
using Pipeline.Host.Configuration;
using Pipeline.Tests.Host.Api;
using Pipeline.Tests.Host.Cli.Rendering;
using Pipeline.Tests.Host.Journals;
using Pipeline.Tests.Runs;
using Xunit;

namespace Pipeline.Tests.Host.Cli;

/// <summary>The commands against a service that is up: real HTTP, an index that answers as the test says.</summary>
public sealed class ServiceCommandsTests
{
    private static readonly RunId Id = RunId.Parse(SampleRun.Succeeded.RunId);

    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    [Theory]
    [InlineData(true, 0, "succeeded")]
    [InlineData(false, 1, "failed")]
    public async Task Run_follows_the_run_to_its_end_and_exits_by_it(bool succeeds, int exitCode, string state)
    {
        await using var service = await TestService.Start(Answer(succeeds ? SampleRun.Succeeded : SampleRun.Failed));
        Assert.Equal(exitCode, await Run(service, "run", "arrivals", "--param", "source=./data", "--json"));

        using var result = JsonDocument.Parse(_out.ToString());
        Assert.Equal(state, result.RootElement.GetProperty("state").GetString());
        Assert.Equal(Id.Value, result.RootElement.GetProperty("runId").GetString());
        Assert.Contains("12:00:00.000 #2   staging/staging_airports: 3,942 rows", _error.ToString());
        var start = service.Asked.OfType<StartRun>().Single();
        Assert.Equal("/caller/data", start.Request.Parameters["source"]);
        Assert.NotNull(start.IdempotencyKey);
    }

    [Fact]
    public async Task Run_prints_the_tables_for_people()
    {
        await using var service = await TestService.Start(Answer(SampleRun.Succeeded));
        Assert.Equal(0, await Run(service, "run", "arrivals"));
        Assert.StartsWith("Run r0123456789ab of arrivals: succeeded", _out.ToString());
    }

    [Fact]
    public async Task The_end_of_a_run_is_read_from_the_journal_when_the_service_has_ended_meanwhile()
    {
        RunEventList? events = null;
        var run = Id;
        await using var service = await TestService.Start(question => question switch
        {
            StartRun => new RunAccepted(run, Repeated: false),
            GetRunEvents e => new RunEventList(run, [.. events!.Events.Where(r => r.Sequence >= e.From)]),
            GetRun e => RunAnswers.View(e, events!.Events),
            ListRuns => new RunList([]),
            _ => new KeyUnknown(""),
        });
        await using (var earlier = new JournaledSystem(new JournalOptions(Path.Combine(service.Home, "journal.db")), new World()))
        {
            run = await earlier.Start();
            await earlier.AllEnded(1);
            events = (RunEventList)await earlier.Ask(new GetRunEvents(run));
        }

        // The last event was told, and the service ends before it is asked for more.
        using var error = new Listening(line => line.Contains("run succeeded", StringComparison.Ordinal), service.Leave);
        var code = await ServiceCaller.Run(service, _out, error, "run", "arrivals");
        Assert.True(code == 0, error.ToString());
        Assert.StartsWith($"Run {run} of small: succeeded", _out.ToString());
        await Assert.ThrowsAsync<HttpRequestException>(() => service.Client.GetAsync("/healthz"));
    }

    [Fact]
    public async Task A_run_message_that_is_refused_is_a_usage_error_with_all_its_problems()
    {
        await using var service = await TestService.Start(Answer(SampleRun.Succeeded));
        Assert.Equal(2, await Run(service, "run", "arrivals", "--param", "sorce=x", "--param", "sink=y"));
        Assert.Contains("did you mean 'source'?", _error.ToString());
        Assert.Contains("'sink'", _error.ToString());
        Assert.Equal("", _out.ToString());
    }

    [Fact]
    public async Task Detached_it_prints_the_runs_id_and_leaves()
    {
        await using var service = await TestService.Start(Answer(SampleRun.Succeeded));
        Assert.Equal(0, await Run(service, "run", "arrivals", "--detach"));
        Assert.Equal("r0123456789ab\n", _out.ToString());
        Assert.DoesNotContain(service.Asked, question => question is GetRunEvents);
    }

    [Fact]
    public async Task Runs_are_an_array_for_programs_and_a_table_for_people()
    {
        var run = new RunSummary(Id.Value, "arrivals", RunPhase.Succeeded, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddSeconds(20));
        await using var service = await TestService.Start(_ => new RunList([run]));
        Assert.Equal(0, await Run(service, "runs", "--json", "--state", "succeeded"));
        Assert.Equal("succeeded", JsonDocument.Parse(_out.ToString()).RootElement[0].GetProperty("state").GetString());
        Assert.Equal(new ListRuns(State: RunPhase.Succeeded), service.Asked.Single());

        _out.GetStringBuilder().Clear();
        Assert.Equal(0, await Run(service, "runs"));
        Assert.Equal(
            "RUN            PIPELINE  STATE      REQUESTED             TOOK\nr0123456789ab  arrivals  succeeded  1970-01-01 00:00:00Z  20.0 s\n", _out.ToString());
    }

    [Fact]
    public async Task Events_are_followed_as_lines()
    {
        await using var service = await TestService.Start(Answer(SampleRun.Succeeded));
        Assert.Equal(0, await Run(service, "events", Id.Value, "--follow"));
        Assert.Equal(3, _out.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.EndsWith("run succeeded\n", _out.ToString());
    }

    [Fact]
    public async Task An_unknown_run_is_told()
    {
        await using var service = await TestService.Start(question => question is ListRuns ? new RunList([]) : new RunNotFound(Id));
        Assert.Equal(2, await Run(service, "show", Id.Value));
        Assert.Contains("There is no run", _error.ToString());
        Assert.Equal(1, await Run(service, "cancel", Id.Value));
        Assert.IsType<CancelRun>(service.Asked.Last());
    }

    [Fact]
    public async Task A_cancel_with_nothing_to_cancel_is_no_failure_and_says_so()
    {
        await using var service = await TestService.Start(question =>
            question is CancelRun ? new CancelAnswer(false, "Nothing to cancel: the run ended as cancelled.") : new RunList([]));
        Assert.Equal(0, await Run(service, "cancel", Id.Value));
        Assert.Equal("Nothing to cancel: the run ended as cancelled.\n", _out.ToString());
        _out.GetStringBuilder().Clear();
        Assert.Equal(0, await Run(service, "cancel", Id.Value, "--json"));
        Assert.False(JsonDocument.Parse(_out.ToString()).RootElement.GetProperty("accepted").GetBoolean());
    }

    [Fact]
    public async Task A_drain_waits_for_the_runs_that_go_on_and_tells_how_many()
    {
        var left = 3;
        var run = new RunSummary(Id.Value, "arrivals", RunPhase.Running, DateTimeOffset.UnixEpoch, null);
        await using var service = await TestService.Start(_ => new RunList([.. Enumerable.Repeat(run, Math.Max(0, --left))]));
        await DrainWait.Wait(ServiceCaller.Context(service, _out, _error), CancellationToken.None);
        Assert.Equal("Waiting for 2 runs to end; Ctrl-C goes back.\nWaiting for 1 run to end; Ctrl-C goes back.\n", _error.ToString());
    }

    [Fact]
    public async Task An_interrupted_drain_is_undone()
    {
        using var interrupt = new CancellationTokenSource();
        var run = new RunSummary(Id.Value, "arrivals", RunPhase.Running, DateTimeOffset.UnixEpoch, null);
        await using var service = await TestService.Start(_ => new RunList([run]));
        var waiting = DrainWait.Wait(ServiceCaller.Context(service, _out, _error), interrupt.Token);
        while (!(await service.Send(HttpMethod.Get, "/drain")).Body.GetProperty("draining").GetBoolean())
        {
            await Task.Yield();
        }

        await interrupt.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.False((await service.Send(HttpMethod.Get, "/drain")).Body.GetProperty("draining").GetBoolean());
        Assert.EndsWith("The service takes runs again.\n", _error.ToString());
    }

    [Fact]
    public async Task A_damaged_run_is_marked_in_the_list_and_named_below_it()
    {
        var run = new RunSummary(Id.Value, "arrivals", RunPhase.Running, DateTimeOffset.UnixEpoch, null, "Event 5 of it is damaged.");
        await using var service = await TestService.Start(_ => new RunList([run]));
        Assert.Equal(0, await Run(service, "runs"));
        Assert.Contains("r0123456789ab  arrivals  damaged", _out.ToString());
        Assert.EndsWith("\n\nEvent 5 of it is damaged.\n", _out.ToString());
    }

    private static Func<object, object?> Answer(RunView view) => question => question switch
    {
        StartRun => new RunAccepted(Id, Repeated: false),
        FindStarted e => new KeyUnknown(e.IdempotencyKey),
        GetRunEvents => new RunEventList(Id,
        [
            new(Id, 1, "schema-applied.1", new SchemaApplied(view.RequestedAt)),
            new(Id, 2, "table-staged.1", new TableStaged("staging_airports", 3942, view.RequestedAt)),
            new(Id, 3, "run-finished.1", new RunFinished(view.State, view.RequestedAt)),
        ]),
        GetRun => view with { Events = 3 },
        ListRuns => new RunList([]),
        _ => null,
    };

    private Task<int> Run(TestService service, params string[] arguments) => ServiceCaller.Run(service, _out, _error, arguments);

    /// <summary>Acts once a line that it waits for is written.</summary>
    private sealed class Listening(Predicate<string> awaited, Action act) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (awaited(value!))
            {
                act();
            }
        }
    }
}
