using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Actors;
using Pipeline.Actors.Runs;
using Xunit;

namespace Pipeline.Tests.Runs;

/// <summary>The shells over a world in memory, on virtual time: what is asked, in which order, and what survives a stop.</summary>
public sealed class RunsActorTests : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly World _world = new();
    private readonly FakeTimeProvider _time = new(Given.Start);
    private ulong _nextId = 1;

    public RunsActorTests()
        : base(ConfigurationFactory.ParseString($"""
            akka.scheduler.implementation = "{typeof(TestScheduler).AssemblyQualifiedName}"
            akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
            akka.loglevel = WARNING
            """).WithFallback(ConfigurationFactory.ParseString(RunsHosting.JournalConfig)))
    {
        Sys.EventStream.Subscribe(TestActor, typeof(RecordedEvent));
    }

    private TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void A_run_is_accepted_when_its_first_event_is_journaled_and_ends_with_nothing_left()
    {
        var runs = Runs("runs-1");
        var accepted = Start(runs);

        Assert.False(accepted.Repeated);
        Assert.Equal(RunPhase.Succeeded, AwaitEnd());
        Assert.Empty(_world.Inventory);
        Assert.Equal(
            ["cluster", "roles", "warehouse"], _world.Calls.Where(c => c is "cluster" or "roles" or "warehouse").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_same_idempotency_key_starts_one_run_and_refuses_another_request()
    {
        var runs = Runs("runs-1");
        var first = Start(runs, "key", "print");
        var second = Start(runs, "key", "print");

        Assert.Equal(first.Run, second.Run);
        Assert.True(second.Repeated);
        runs.Tell(new StartRun(Given.Request(), "key", "other"), Probe);
        Assert.Contains("Idempotency-Key", Probe.ExpectMsg<Refused>(Patience).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_stops_in_the_middle_is_resumed_and_creates_nothing_twice()
    {
        var reached = new TaskCompletionSource();
        var blocked = new TaskCompletionSource();
        _world.Before = call =>
        {
            if (call != "commit /lake/" + RunId.FromBits(1) + "/a/1")
            {
                return Task.CompletedTask;
            }

            reached.TrySetResult();
            return blocked.Task;
        };
        var runs = Runs("runs-1");
        Start(runs);
        await reached.Task.WaitAsync(Patience);
        Watch(runs);
        Sys.Stop(runs);
        FishForMessage(m => m is Terminated, Patience);

        var resumed = Runs("runs-2");
        AwaitAssert(() =>
        {
            resumed.Tell(new ListRuns(State: RunPhase.Running), Probe);
            Assert.Single(Probe.ExpectMsg<RunList>(Patience).Runs);
        }, Patience);
        blocked.SetResult();

        // A statement whose posting has an unknown outcome is looked for again after a while.
        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromSeconds(1));
            resumed.Tell(new ListRuns(State: RunPhase.Succeeded), Probe);
            Assert.Single(Probe.ExpectMsg<RunList>(Patience).Runs);
        }, Patience);
        Assert.Empty(_world.Inventory);
        Assert.Single(_world.Calls, "cluster");
        Assert.Single(_world.Calls, "warehouse");
        Assert.All(_world.Calls.Where(c => c.StartsWith("statement", StringComparison.Ordinal)).GroupBy(c => c), c => Assert.Single(c));
    }

    [Fact]
    public void A_failed_call_stops_its_child_and_is_tried_again_when_due()
    {
        var failures = 0;
        _world.Before = call => call == "cluster" && failures++ == 0 ? throw PortFailureException.Transient("throttled") : Task.CompletedTask;
        Start(Runs("runs-1"));

        var failed = Fish<AttemptFailed>();
        Assert.Equal(("cluster", "throttled", Given.Start + TimeSpan.FromSeconds(1)), (failed.Step, failed.Message, failed.RetryAt));
        Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(RunPhase.Succeeded, AwaitEnd());
    }

    [Fact]
    public void An_exception_that_no_port_may_throw_fails_the_attempt_and_not_the_service()
    {
        var failures = 0;
        _world.Before = call => call == "schema" && failures++ == 0 ? throw new InvalidOperationException("a bug") : Task.CompletedTask;
        Start(Runs("runs-1"));

        Assert.Contains("a bug", Fish<AttemptFailed>().Message, StringComparison.Ordinal);
        Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(RunPhase.Succeeded, AwaitEnd());
    }

    [Fact]
    public async Task Cancelling_while_a_cluster_is_being_made_removes_it()
    {
        var reached = new TaskCompletionSource();
        var blocked = new TaskCompletionSource();
        _world.Before = call =>
        {
            if (call != "cluster")
            {
                return Task.CompletedTask;
            }

            reached.TrySetResult();
            return blocked.Task;
        };
        var runs = Runs("runs-1");
        var run = Start(runs).Run;
        await reached.Task.WaitAsync(Patience);
        runs.Tell(new CancelRun(run), Probe);
        Assert.True(Probe.ExpectMsg<CancelAnswer>(Patience).Accepted);

        // The call takes effect only now, after the run has given it up.
        blocked.SetResult();
        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromSeconds(1));
            Assert.Contains("terminate cluster", _world.Calls);
        }, Patience);

        Assert.Equal(RunPhase.Cancelled, AwaitEnd());
        Assert.Empty(_world.Inventory);
    }

    [Fact]
    public void Two_runs_at_once_do_not_meet()
    {
        var runs = Runs("runs-1");
        Start(runs);
        Start(runs);

        Assert.Equal(RunPhase.Succeeded, AwaitEnd());
        Assert.Equal(RunPhase.Succeeded, AwaitEnd());
        Assert.Empty(_world.Inventory);
        Assert.Equal(2, _world.Calls.Count(c => c == "cluster"));
    }

    [Fact]
    public void A_run_is_shown_as_it_was_after_any_event()
    {
        var runs = Runs("runs-1");
        var run = Start(runs).Run;
        AwaitEnd();

        runs.Tell(new GetRun(run, 1), Probe);
        var first = Probe.ExpectMsg<RunView>(Patience);
        Assert.Equal((1, RunPhase.Requested), (first.Events, first.State));
        runs.Tell(new GetRun(run), Probe);
        Assert.Equal(RunPhase.Succeeded, Probe.ExpectMsg<RunView>(Patience).State);
        runs.Tell(new GetRunEvents(run, 3), Probe);
        Assert.Equal(3, Probe.ExpectMsg<RunEventList>(Patience).Events[0].Sequence);
        runs.Tell(new ListRuns("small"), Probe);
        Assert.Equal(run.Value, Probe.ExpectMsg<RunList>(Patience).Runs.Single().RunId);
        runs.Tell(new GetRun(RunId.FromBits(99)), Probe);
        Probe.ExpectMsg<RunNotFound>(Patience);
    }

    [Fact]
    public void Every_event_is_published_once_under_its_number_in_the_journal()
    {
        var runs = Runs("runs-1");
        var run = Start(runs).Run;
        var published = new List<RecordedEvent>();
        FishForMessage(m =>
        {
            published.Add((RecordedEvent)m);
            return m is RecordedEvent { Event: RunFinished };
        }, Patience);

        runs.Tell(new GetRunEvents(run), Probe);
        Assert.Equal(
            Probe.ExpectMsg<RunEventList>(Patience).Events.Select(e => (e.Sequence, e.Manifest)), published.Select(e => (e.Sequence, e.Manifest)));
    }

    [Fact]
    public async Task The_archive_answers_like_the_index_and_starts_nothing()
    {
        var blocked = new TaskCompletionSource();
        var runs = Runs("runs-1");
        Start(runs);
        AwaitEnd();
        _world.Before = _ => blocked.Task;
        var unfinished = Start(runs).Run;
        Watch(runs);
        Sys.Stop(runs);
        FishForMessage(m => m is Terminated, Patience);
        var calls = _world.Calls.Count();

        var archive = Sys.ActorOf(Props.Create(() => new RunsArchive()));
        archive.Tell(new ListRuns(), Probe);
        Assert.Equal([RunPhase.Succeeded, RunPhase.Running], Probe.ExpectMsg<RunList>(Patience).Runs.Select(r => r.State).Order().Reverse());
        archive.Tell(new GetRun(unfinished), Probe);
        Assert.Equal(unfinished.Value, Probe.ExpectMsg<RunView>(Patience).RunId);
        archive.Tell(new GetRunEvents(unfinished), Probe);
        Assert.IsType<RunRequested>(Probe.ExpectMsg<RunEventList>(Patience).Events[0].Event);
        archive.Tell(new GetRun(RunId.FromBits(99)), Probe);
        Probe.ExpectMsg<RunNotFound>(Patience);
        Assert.Equal(calls, _world.Calls.Count());
        await archive.GracefulStop(Patience);
    }

    private TestProbe Probe => _probe ??= CreateTestProbe();

    private TestProbe? _probe;

    private IActorRef Runs(string name)
    {
        var settings = new RunSettings { Journal = "journal-1", Time = _time, NewRunId = () => RunId.FromBits(_nextId++) };
        return Sys.ActorOf(Props.Create(() => new RunsActor(_world.Ports, settings, _world)), name);
    }

    private RunAccepted Start(IActorRef runs, string? key = null, string print = "")
    {
        runs.Tell(new StartRun(Given.Request(), key, print), Probe);
        return Probe.ExpectMsg<RunAccepted>(Patience);
    }

    private T Fish<T>() where T : IRunEvent =>
        (T)((RecordedEvent)FishForMessage(m => m is RecordedEvent { Event: T }, Patience)).Event;

    private RunPhase AwaitEnd() => Fish<RunFinished>().State;

    private void Advance(TimeSpan span)
    {
        _time.Advance(span);
        Scheduler.Advance(span);
    }
}
