using Pipeline.Actors.Runs;
using Pipeline.Actors;
using Xunit;

namespace Pipeline.Tests.Runs;

/// <summary>A run's supervisor and its children over a world in memory, on virtual time: what a failure or a cancel makes of calls that are under way.</summary>
public sealed class RunSupervisorTests : RunsTestKit
{
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
}
