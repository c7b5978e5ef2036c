using Pipeline.Actors;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Runs;
using Xunit;

namespace Pipeline.Tests.Runs;

/// <summary>Cancelling and running out of time, at every event of whole runs: outside work stops, and nothing is left.</summary>
public sealed class RunCancelTests
{
    private static readonly string[] Recorded = ["well", "lost-session", "lost-cluster", "failing-removals", "retried"];

    public static TheoryData<string> Runs => [.. Recorded];

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_run_can_be_cancelled_after_any_event(string recorded)
    {
        var events = Record(recorded).Events;
        for (var at = 1; at <= events.Count; at++)
        {
            var drive = Drive.From(events.Take(at));
            var (phase, ending) = (drive.State.Phase, drive.State.Ending);
            var answer = Assert.IsType<CancelAnswer>(drive.Input(new Cancel()).Reply);

            Assert.Equal(phase is RunPhase.Requested or RunPhase.Running, answer.Accepted);
            EndsWithNothingLeft(drive, phase.IsFinal() ? phase : ending ?? RunPhase.Cancelled);
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_run_can_run_out_of_time_after_any_event(string recorded)
    {
        var events = Record(recorded).Events;
        for (var at = 1; at <= events.Count; at++)
        {
            var drive = Drive.From(events.Take(at));
            if (drive.State.Phase is RunPhase.Requested or RunPhase.Running)
            {
                drive.After(Given.Definition.Deadlines.Run);
                EndsWithNothingLeft(drive, RunPhase.Failed);
            }
        }
    }

    [Fact]
    public void The_statement_under_way_is_stopped_and_sessions_are_closed_before_the_cluster_goes()
    {
        var drive = Drive.Begun().Until(s => s.Jobs["a"].Requested == 2);
        drive.Input(new Cancel());

        var close = Assert.IsType<CloseSession>(drive.Order("removal/session/small-r0000000000ab-a-1#1"));
        Assert.Equal("[r0000000000ab/a/1/1]", close.Marker);
        Assert.DoesNotContain("removal/cluster/small-r0000000000ab#1", drive.Keys);
        drive.Succeed("removal/session/small-r0000000000ab-a-1#1", "removal/session/small-r0000000000ab-b-1#1");
        Assert.Contains("removal/cluster/small-r0000000000ab#1", drive.Keys);
    }

    [Fact]
    public void A_session_that_cannot_be_closed_goes_with_its_cluster()
    {
        var drive = Drive.Begun().Until(s => s.Jobs["b"].Session is not null);
        drive.Input(new Cancel());
        drive.Fail("removal/session/small-r0000000000ab-a-1#1", FailureKind.Transient, "no route").Succeed("removal/session/small-r0000000000ab-b-1#1");

        Assert.Contains("removal/cluster/small-r0000000000ab#1", drive.Keys);
        drive.After(TimeSpan.FromMinutes(5));
        Assert.DoesNotContain("removal/session/small-r0000000000ab-a-1#2", drive.Keys);
        EndsWithNothingLeft(drive, RunPhase.Cancelled);
    }

    [Fact]
    public void A_livy_that_does_not_answer_holds_the_clusters_removal_up_for_half_a_minute_only()
    {
        var drive = Drive.Begun().Until(s => s.Jobs["a"].Session is not null);
        drive.Input(new Cancel());
        Assert.Equal(Given.Start + TimeSpan.FromSeconds(30), Run.NextWake(drive.State));

        Assert.DoesNotContain("removal/cluster/small-r0000000000ab#1", drive.After(TimeSpan.FromSeconds(29)).Keys);
        Assert.Contains("removal/cluster/small-r0000000000ab#1", drive.After(TimeSpan.FromSeconds(1)).Keys);
        EndsWithNothingLeft(drive, RunPhase.Cancelled);
    }

    [Fact]
    public void A_session_that_was_only_asked_for_is_closed_too()
    {
        var drive = Drive.Begun().Succeed("lake#1", "roles#1", "cluster#1");
        drive.Input(new Cancel());

        Assert.Null(Assert.IsType<CloseSession>(drive.Order("removal/session/small-r0000000000ab-a-1#1")).Marker);
    }

    private static void EndsWithNothingLeft(Drive drive, RunPhase ending)
    {
        // From here on nothing is asked for any more.
        Assert.All(drive.Outstanding, order => Assert.True(order is RemoveCluster or RemoveWarehouse or RemoveRoles or CloseSession, order.Key));
        drive.ToTheEnd();

        Assert.Equal(ending, drive.State.Phase);
        Assert.Empty(drive.Outstanding);
        Assert.Null(Run.NextWake(drive.State));
        Assert.All(drive.State.Resources, r => Assert.Equal(ResourceStatus.Removed, r.Status));
        var gone = drive.Events.OfType<ResourceRemoved>().Select(e => (e.Kind, e.Name)).ToHashSet();
        Assert.All(
            drive.State.Resources.Where(r => r.Kind != Resource.Session), r => Assert.Contains((r.Kind, r.Name), gone));
    }

    private static Drive Record(string name)
    {
        var drive = Drive.Begun();
        switch (name)
        {
            case "lost-session":
                drive.Until(s => s.Jobs["a"].Succeeded == 3).Fail("job/a#1/statement/3");
                break;
            case "lost-cluster":
                drive.Until(s => s.IsDone("job/a") && s.Jobs["b"].Succeeded == 1).Fail("cluster#1/watch").Succeed("output/b#1").After(TimeSpan.FromSeconds(1));
                break;
            case "failing-removals":
                drive.Until(s => s.Phase == RunPhase.TearingDown).Fail("removal/warehouse/small-r0000000000ab#1").After(TimeSpan.FromSeconds(1));
                break;
            case "retried":
                drive.Until(s => s.IsDone("job/a") && s.Jobs["b"].Requested == 2).Fail("job/b#1/statement/1", FailureKind.Permanent).ToTheEnd();
                drive.Input(new Retry(Given.Id, 2));
                break;
        }

        return drive.ToTheEnd();
    }
}
