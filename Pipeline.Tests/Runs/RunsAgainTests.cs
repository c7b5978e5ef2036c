using Akka.Actor;
using Akka.Persistence;
using Pipeline.Actors.Runs;
using Pipeline.Actors;
using Xunit;

namespace Pipeline.Tests.Runs;

/// <summary>What happens with a run after its first service, or its first end: resume, retry and rerun.</summary>
public sealed class RunsAgainTests : RunsTestKit
{
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
    public void A_failed_run_is_retried_and_keeps_the_output_of_the_job_that_was_done()
    {
        var broken = true;
        _world.Before = call => call == "schema" && broken ? throw PortFailureException.Permanent("no such function") : Task.CompletedTask;
        var runs = Runs("runs-1");
        var run = StartAndFail(runs);
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
        var run = StartAndFail(runs);
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
    public async Task A_run_of_another_environment_stands_still_and_goes_on_with_a_service_of_its_own()
    {
        var blocked = new TaskCompletionSource();
        _world.Before = _ => blocked.Task;
        var runs = Runs("runs-1");
        var run = Start(runs).Run;
        Fish<AttemptRequested>();
        await runs.GracefulStop(Patience);
        _world.Before = _ => Task.CompletedTask;
        var calls = _world.Calls.Count();

        var elsewhere = Runs("runs-2", "elsewhere");
        AwaitAssert(() =>
        {
            elsewhere.Tell(new ListRuns(), Probe);
            Assert.Contains("this service's is elsewhere", Probe.ExpectMsg<RunList>(Patience).Runs.Single().Elsewhere ?? "", StringComparison.Ordinal);
        }, Patience);
        elsewhere.Tell(new CancelRun(run), Probe);
        Assert.Contains("took place in the environment test", Probe.ExpectMsg<Refused>(Patience).Why, StringComparison.Ordinal);
        Advance(TimeSpan.FromDays(1));
        Assert.Equal(calls, _world.Calls.Count());
        await elsewhere.GracefulStop(Patience);

        Runs("runs-3", "test");
        Assert.Equal(RunPhase.Succeeded, AwaitEndOver(TimeSpan.FromSeconds(1)));
        Assert.Empty(_world.Inventory);
    }

    /// <summary>A run that has failed, and that the index knows as failed.</summary>
    private RunId StartAndFail(IActorRef runs)
    {
        var run = Start(runs).Run;
        Assert.Equal(RunPhase.Failed, AwaitEndOver(TimeSpan.FromSeconds(1)));
        AwaitAssert(() =>
        {
            runs.Tell(new ListRuns(State: RunPhase.Failed), Probe);
            Assert.Single(Probe.ExpectMsg<RunList>(Patience).Runs);
        }, Patience);
        return run;
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
