using Akka.Actor;
using Pipeline.Actors.Runs;
using Xunit;

namespace Pipeline.Tests.Runs;

/// <summary>A stop that leaves nothing half told: calls under way come back and are journaled, none is begun, and the run goes on afterwards.</summary>
public sealed class RunsSettlingTests : RunsTestKit
{
    private static new readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_call_under_way_is_journaled_and_none_is_begun()
    {
        var (reached, open) = (new TaskCompletionSource(), new TaskCompletionSource());
        _world.Before = call =>
        {
            if (call != "schema")
            {
                return Task.CompletedTask;
            }

            reached.TrySetResult();
            return open.Task;
        };
        var runs = Runs("runs-1");
        var run = Start(runs, key: null, "print").Run;
        await reached.Task.WaitAsync(Patience);
        var settled = runs.Ask<RunsSettled>(SettleRuns.Instance, Patience);
        Assert.IsType<Unavailable>(await runs.Ask<object>(new StartRun(Given.Request(), null, ""), Patience));
        Assert.IsType<Unavailable>(await runs.Ask<object>(new CancelRun(run), Patience));
        Assert.False(settled.IsCompleted);

        open.SetResult();
        await settled;

        var events = (await runs.Ask<RunEventList>(new GetRunEvents(run), Patience)).Events;
        Assert.Contains(events, e => e.Event is SchemaApplied);
        var calls = _world.Calls.Count;
        Assert.DoesNotContain(_world.Calls, call => call.StartsWith("stage", StringComparison.Ordinal));
        await runs.GracefulStop(Patience);

        var next = Runs("runs-2");
        await AwaitAssertAsync(async () =>
        {
            Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(RunPhase.Succeeded, (await next.Ask<RunList>(new ListRuns(), Patience)).Runs.Single().State);
        }, Patience);
        Assert.Single(_world.Calls, "schema");
        Assert.True(_world.Calls.Count > calls);
        Assert.Empty(_world.Inventory);
    }

    [Fact]
    public async Task Without_runs_it_is_settled_at_once() => await Runs("runs-1").Ask<RunsSettled>(SettleRuns.Instance, Patience);
}
