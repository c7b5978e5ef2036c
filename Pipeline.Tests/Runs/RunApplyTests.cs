using Pipeline.Actors.Journal;
using Pipeline.Actors.Runs;
using Xunit;

namespace Pipeline.Tests.Runs;

public sealed class RunApplyTests
{
    [Fact]
    public void Folding_the_events_again_gives_the_same_view_at_every_point()
    {
        var drive = Drive.Begun().ToTheEnd();
        var state = RunState.Empty;
        foreach (var change in drive.Events)
        {
            state = Run.Apply(state, change);
        }

        Assert.Equal(drive.Events.Count, state.Events);
        Assert.Equal(Json(RunViews.Of(drive.State)), Json(RunViews.Of(state)));
    }

    [Fact]
    public void After_a_crash_at_any_event_the_same_work_is_outstanding()
    {
        var drive = Drive.Begun();
        while (!drive.State.Phase.IsFinal())
        {
            var recovered = drive.Events.Aggregate(RunState.Empty, Run.Apply);
            Assert.Equal(drive.Keys, Run.Outstanding(recovered).Select(o => o.Key));
            Assert.Equal(Run.NextWake(drive.State), Run.NextWake(recovered));
            drive.Input(Given.Success(drive.Outstanding.First(o => o is not WatchCluster)));
        }
    }

    [Fact]
    public void An_unknown_event_is_an_error_and_never_skipped() =>
        Assert.Throws<InvalidOperationException>(() => Run.Apply(Drive.Begun().State, new Foreign(Given.Start)));

    [Fact]
    public void No_key_is_ever_outstanding_twice_with_something_else_between()
    {
        var drive = Drive.Begun();
        var (open, closed) = (new HashSet<string>(), new HashSet<string>());
        while (!drive.State.Phase.IsFinal())
        {
            var now = drive.Keys.ToHashSet();
            closed.UnionWith(open.Except(now));
            Assert.Empty(closed.Intersect(now));
            open = now;
            drive.Input(Given.Success(drive.Outstanding.First(o => o is not WatchCluster)));
        }
    }

    [Fact]
    public void A_run_is_some_sixty_to_a_hundred_events() => Assert.InRange(Drive.Begun().ToTheEnd().Events.Count, 40, 100);

    private static string Json(object value) => System.Text.Json.JsonSerializer.Serialize(value, EventJson.Options);

    private sealed record Foreign(DateTimeOffset At) : IRunEvent;
}
