using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
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

    [Fact]
    public void A_commit_that_was_written_but_not_answered_is_found_by_its_manifest()
    {
        var lost = 0;
        _world.After = call => call.StartsWith("commit", StringComparison.Ordinal) && call.Contains("/a/") && lost++ == 0
            ? throw PortFailureException.Transient("the answer was lost")
            : Task.CompletedTask;
        Start(Runs("runs-1"));
        Assert.Equal("commit/a", Fish<AttemptFailed>().Step);
        Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(RunPhase.Succeeded, AwaitEnd());
        Assert.Single(_world.Calls, call => call.StartsWith("commit", StringComparison.Ordinal) && call.Contains("/a/"));
        Assert.Equal(2, _world.Calls.Count(call => call.StartsWith("session", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_session_that_is_not_listed_right_after_it_was_made_is_waited_for()
    {
        var looks = 0;
        _world.Show = session => session is null || looks++ < 6 ? null : session;
        Start(Runs("runs-1"));

        Assert.Equal(RunPhase.Succeeded, AwaitEndOver(TimeSpan.FromMilliseconds(100)));
        Assert.Equal(2, _world.Calls.Count(call => call.StartsWith("session", StringComparison.Ordinal)));
    }

    [Fact]
    public void Cancelling_stops_the_statement_under_way_closes_the_sessions_and_then_removes_the_cluster()
    {
        var run = RunId.FromBits(1);
        var (a, b) = ($"small-{run}-a-1", $"small-{run}-b-1");
        _world.Endless.UnionWith([$"statement {a} 1", $"statement {b} 2"]);
        var runs = Runs("runs-1");
        Start(runs);
        AwaitAssert(() => Assert.Equal(2, _world.Calls.Count(call => _world.Endless.Contains(call))), Patience);
        runs.Tell(new CancelRun(run), Probe);
        Assert.True(Probe.ExpectMsg<CancelAnswer>(Patience).Accepted);

        Assert.Equal(RunPhase.Cancelled, AwaitEnd());
        var calls = _world.Calls.ToList();
        Assert.InRange(calls.IndexOf($"cancel {a} 1"), 0, calls.IndexOf($"close {a}"));
        Assert.InRange(calls.IndexOf($"cancel {b} 2"), 0, calls.IndexOf($"close {b}"));
        Assert.InRange(calls.IndexOf("terminate cluster"), calls.IndexOf($"close {b}"), calls.Count);
        Assert.Empty(_world.Inventory);
        runs.Tell(new CancelRun(run), Probe);
        Assert.Equal(new CancelAnswer(false, "Nothing to cancel: the run ended as cancelled."), Probe.ExpectMsg<CancelAnswer>(Patience));
    }

    [Fact]
    public async Task A_livy_that_does_not_answer_does_not_keep_the_cluster()
    {
        var never = new TaskCompletionSource();
        var run = RunId.FromBits(1);
        _world.Endless.Add($"statement small-{run}-a-1 1");
        _world.Before = call => call.StartsWith("cancel", StringComparison.Ordinal) ? never.Task : Task.CompletedTask;
        var runs = Runs("runs-1");
        Start(runs);
        AwaitAssert(() => Assert.Contains($"statement small-{run}-a-1 1", _world.Calls), Patience);
        runs.Tell(new CancelRun(run), Probe);
        Probe.ExpectMsg<CancelAnswer>(Patience);

        Assert.Equal(RunPhase.Cancelled, AwaitEndOver(TimeSpan.FromSeconds(1)));
        Assert.Empty(_world.Inventory);
        never.SetResult();
        await Task.CompletedTask;
    }

    [Fact]
    public void A_failed_run_is_retried_and_keeps_the_output_of_the_job_that_was_done()
    {
        var broken = true;
        _world.Before = call => call == "schema" && broken ? throw PortFailureException.Permanent("no such function") : Task.CompletedTask;
        var runs = Runs("runs-1");
        var run = Start(runs).Run;
        Assert.Equal(RunPhase.Failed, AwaitEndOver(TimeSpan.FromSeconds(1)));
        AwaitAssert(() =>
        {
            runs.Tell(new ListRuns(State: RunPhase.Failed), Probe);
            Assert.Single(Probe.ExpectMsg<RunList>(Patience).Runs);
        }, Patience);
        var committed = _world.Calls.Count(call => call.StartsWith("commit", StringComparison.Ordinal));
        broken = false;
        AwaitAssert(() =>
        {
            runs.Tell(new RetryRun(run), Probe);
            Assert.Equal(2, Assert.IsType<RetryAnswer>(Probe.ReceiveOne(Patience)).Try);
        }, Patience);

        Assert.Equal(RunPhase.Succeeded, AwaitEndOver(TimeSpan.FromSeconds(1)));
        Assert.Empty(_world.Inventory);
        Assert.Equal(2, _world.Calls.Count(call => call.StartsWith("commit", StringComparison.Ordinal)));
        Assert.InRange(committed, 0, 2);
        AwaitAssert(() =>
        {
            runs.Tell(new RetryRun(run), Probe);
            Assert.Contains("succeeded", Probe.ExpectMsg<Refused>(Patience).Why, StringComparison.Ordinal);
        }, Patience);
        runs.Tell(new RetryRun(RunId.FromBits(99)), Probe);
        Probe.ExpectMsg<RunNotFound>(Patience);
    }

    [Fact]
    public async Task A_retry_that_only_the_index_knows_of_happens_after_a_restart()
    {
        _world.Before = call => call == "schema" ? throw PortFailureException.Permanent("no such function") : Task.CompletedTask;
        var runs = Runs("runs-1");
        var run = Start(runs).Run;
        Assert.Equal(RunPhase.Failed, AwaitEndOver(TimeSpan.FromSeconds(1)));
        AwaitAssert(() =>
        {
            runs.Tell(new ListRuns(State: RunPhase.Failed), Probe);
            Assert.Single(Probe.ExpectMsg<RunList>(Patience).Runs);
        }, Patience);
        await runs.GracefulStop(Patience);

        // The service died after it had opened the run again, and before the run had said so.
        var index = Sys.ActorOf(Props.Create(() => new Journal("runs", new RunReopened(run, 2, Given.Start), TestActor)));
        ExpectMsg("journaled", Patience);
        await index.GracefulStop(Patience);
        _world.Before = _ => Task.CompletedTask;
        Runs("runs-2");

        Assert.Equal(RunPhase.Succeeded, AwaitEndOver(TimeSpan.FromSeconds(1)));
        Assert.Empty(_world.Inventory);
    }

    [Fact]
    public async Task A_rerun_that_never_began_begins_from_the_recorded_request()
    {
        var runs = Runs("runs-1");
        var run = Start(runs).Run;
        AwaitEnd();
        runs.Tell(new GetRecordedRequest(run), Probe);
        var recorded = Probe.ExpectMsg<RecordedRequest>(Patience).Request;
        Assert.Equal("small", recorded.Pipeline.Definition.Name);
        await runs.GracefulStop(Patience);

        var accepted = new RunIndexed(RunId.FromBits(50), "gone", recorded.Parameters, null, "print", Given.Start, run);
        var index = Sys.ActorOf(Props.Create(() => new Journal("runs", accepted, TestActor)));
        FishForMessage(m => m is "journaled", Patience);
        await index.GracefulStop(Patience);
        Runs("runs-2");

        Assert.Equal(RunId.FromBits(50), Fish<RunRequested>().Run);
        Assert.Equal(RunPhase.Succeeded, AwaitEndOver(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_known_key_is_found_before_anything_is_prepared()
    {
        var runs = Runs("runs-1");
        var run = Start(runs, "key", "print").Run;
        runs.Tell(new FindStarted("key", "print"), Probe);
        Assert.Equal(new RunAccepted(run, true), Probe.ExpectMsg<RunAccepted>(Patience));
        runs.Tell(new FindStarted("key", "other"), Probe);
        Probe.ExpectMsg<Refused>(Patience);
        runs.Tell(new FindStarted("new", "print"), Probe);
        Probe.ExpectMsg<KeyUnknown>(Patience);
    }

    [Fact]
    public void An_event_that_there_is_not_is_refused_with_how_many_there_are()
    {
        var runs = Runs("runs-1");
        var run = Start(runs).Run;
        AwaitEnd();
        runs.Tell(new GetRunEvents(run, 2, 3), Probe);
        Assert.Equal([2L, 3], Probe.ExpectMsg<RunEventList>(Patience).Events.Select(e => e.Sequence));
        runs.Tell(new GetRun(run, 1000), Probe);

        Assert.Matches($"^Run {run} has [0-9]+ events so far: there is no event 1000. Ask for one from 1 to [0-9]+.$", Probe.ExpectMsg<NoSuchEvent>(Patience).Why);
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

    /// <summary>The run's end, with time moving on until it is there.</summary>
    private RunPhase AwaitEndOver(TimeSpan step)
    {
        RunPhase? end = null;
        AwaitAssert(() =>
        {
            Advance(step);
            while (end is null && ReceiveOne(TimeSpan.Zero) is { } message)
            {
                end = message is RecordedEvent { Event: RunFinished finished } ? finished.State : null;
            }

            Assert.NotNull(end);
        }, Patience);
        return end!.Value;
    }

    private RunPhase AwaitEnd() => Fish<RunFinished>().State;

    private void Advance(TimeSpan span)
    {
        _time.Advance(span);
        Scheduler.Advance(span);
    }

    /// <summary>Writes one event into a journal, as a service did that died then.</summary>
    private sealed class Journal : ReceivePersistentActor
    {
        public Journal(string id, object change, IActorRef told)
        {
            PersistenceId = id;
            RecoverAny(_ => { });
            Command<string>(_ => Persist(change, _ => told.Tell("journaled")));
            Self.Tell("write");
        }

        public override string PersistenceId { get; }
    }
}
