using Pipeline.Actors;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Runs;
using Xunit;

namespace Pipeline.Tests.Runs;

public sealed class RunTeardownTests
{
    private const string ClusterRemoval = "removal/cluster/small-r0000000000ab";

    [Fact]
    public void Cancelling_removes_everything_that_was_asked_for_also_what_was_never_confirmed()
    {
        var drive = Drive.Begun().Succeed("lake#1", "roles#1");
        var answer = Assert.IsType<CancelAnswer>(drive.Input(new Cancel()).Reply);

        Assert.True(answer.Accepted);
        Assert.Contains($"{ClusterRemoval}#1", drive.Keys);
        Assert.DoesNotContain("cluster#1", drive.Keys);
        drive.ToTheEnd();
        Assert.Equal(RunPhase.Cancelled, drive.State.Phase);
    }

    [Fact]
    public void A_second_cancel_is_harmless_and_says_so()
    {
        var drive = Drive.Begun();
        drive.Input(new Cancel());
        var second = drive.Input(new Cancel());
        Assert.Empty(second.Events);
        Assert.Equal(
            new CancelAnswer(false, "Nothing to cancel: the run is being torn down already and ends as cancelled."), second.Reply);

        drive.ToTheEnd();
        Assert.Equal(new CancelAnswer(false, "Nothing to cancel: the run ended as cancelled."), drive.Input(new Cancel()).Reply);
    }

    [Fact]
    public void A_run_that_asked_for_nothing_ends_at_once()
    {
        var drive = Drive.Begun().Fail("lake#1", FailureKind.Permanent, "no such folder");
        drive.Until(s => s.Phase == RunPhase.TearingDown).Succeed("removal/roles/small-r0000000000ab#1");

        Assert.Equal(RunPhase.Failed, drive.State.Phase);
    }

    [Fact]
    public void A_removal_is_tried_again_until_it_is_confirmed()
    {
        var drive = Drive.Begun().Until(s => s.Phase == RunPhase.TearingDown && !s.Resources.Any(r => r.Kind == Resource.Cluster && r.IsOpen));
        var warehouse = "removal/warehouse/small-r0000000000ab";
        drive.Fail($"{warehouse}#1", FailureKind.Permanent, "access denied");
        Assert.Equal(RunPhase.TearingDown, drive.State.Phase);

        drive.After(TimeSpan.FromSeconds(1)).Fail($"{warehouse}#2").After(TimeSpan.FromSeconds(2));
        drive.Succeed($"{warehouse}#3");

        Assert.Equal(RunPhase.Succeeded, drive.ToTheEnd().State.Phase);
    }

    [Fact]
    public void What_cannot_be_removed_in_time_stays_on_the_ledger_and_the_run_is_not_succeeded()
    {
        var drive = Drive.Begun().Until(s => s.Phase == RunPhase.TearingDown && !s.Resources.Any(r => r.Kind == Resource.Cluster && r.IsOpen));
        drive.Fail("removal/warehouse/small-r0000000000ab#1", FailureKind.Permanent, "access denied");
        drive.After(Given.Definition.Deadlines.Teardown);

        Assert.Equal(RunPhase.Failed, drive.State.Phase);
        var left = drive.State.Resources.Where(r => r.Status == ResourceStatus.Left).Select(r => $"{r.Kind}: {r.Why}");
        Assert.Contains("warehouse: access denied", left);
    }

    [Fact]
    public void A_warehouse_that_is_to_be_kept_is_kept_with_its_roles()
    {
        var definition = Given.Definition with { Warehouse = Given.Definition.Warehouse with { OnFinish = OnFinish.Keep } };
        var drive = Drive.Begun(definition).ToTheEnd();

        Assert.Equal(RunPhase.Succeeded, drive.State.Phase);
        Assert.Equal(["roles", "warehouse"], drive.State.Resources.Where(r => r.Status == ResourceStatus.Kept).Select(r => r.Kind));
    }

    [Fact]
    public void A_lost_cluster_is_asked_for_again_and_only_unfinished_jobs_start_anew()
    {
        var drive = Drive.Begun().Until(s => s.IsDone("job/a") && s.Jobs["b"].Session is not null);
        drive.Fail("cluster#1/watch", FailureKind.Transient, "terminated from outside");
        Assert.DoesNotContain(drive.Keys, k => k.StartsWith("job/", StringComparison.Ordinal));
        Assert.DoesNotContain(drive.Keys, k => k.StartsWith("removal/session", StringComparison.Ordinal));

        drive.Succeed("output/b#1").After(TimeSpan.FromSeconds(1)).Succeed("cluster#2");

        Assert.Contains("job/b#2/session", drive.Keys);
        Assert.DoesNotContain(drive.Keys, k => k.StartsWith("job/a", StringComparison.Ordinal));
        Assert.Equal(RunPhase.Succeeded, drive.ToTheEnd().State.Phase);
    }

    [Fact]
    public void A_step_that_misses_its_deadline_ends_the_run()
    {
        var drive = Drive.Begun().Succeed("lake#1", "roles#1");
        Assert.Equal(Given.Start + Given.Definition.Deadlines.Cluster, Run.NextWake(drive.State));
        drive.After(Given.Definition.Deadlines.Cluster);

        Assert.Equal(RunPhase.TearingDown, drive.State.Phase);
        Assert.Equal(["cluster was not done within its deadline of 00:30:00."], drive.Failures);
        Assert.Equal(RunPhase.Failed, drive.ToTheEnd().State.Phase);
    }

    [Fact]
    public void A_run_that_misses_its_deadline_is_torn_down()
    {
        var definition = Given.Definition with { Deadlines = new DeadlinesDefinition { Run = TimeSpan.FromMinutes(1) } };
        var drive = Drive.Begun(definition).Succeed("lake#1", "roles#1").After(TimeSpan.FromMinutes(1));

        Assert.Equal(["The run was not done within 00:01:00 (deadlines.run)."], drive.Failures);
    }
}
