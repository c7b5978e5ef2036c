using Pipeline.Actors;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Runs;
using Xunit;

namespace Pipeline.Tests.Runs;

public sealed class RunRetryTests
{
    private const string Name = "small-r0000000000ab";

    [Fact]
    public void A_failed_run_goes_on_from_what_failed_and_keeps_what_was_committed()
    {
        var drive = Failed();
        var committed = drive.State.Jobs["a"].Manifest!;
        var before = drive.Events.Count;
        var answer = Assert.IsType<RetryAnswer>(drive.Input(new Retry(Given.Id, 2)).Reply);

        Assert.Equal((2, before), (answer.Try, answer.After));
        Assert.Contains("(1 of 2 jobs were done)", answer.Message, StringComparison.Ordinal);
        Assert.Equal(["lake#2", "roles#2"], drive.Keys);
        drive.Succeed("lake#2", "roles#2");
        Assert.Equal(["warehouse#2", "output/a#1", "output/b#1"], drive.Keys);
        drive.Input(new OutputRead("output/a#1", committed, committed.Objects));
        Assert.DoesNotContain("cluster#2", drive.Keys);
        drive.Succeed("output/b#1", "cluster#2");

        Assert.Contains("job/b#2/session", drive.Keys);
        Assert.DoesNotContain(drive.Keys, key => key.StartsWith("job/a", StringComparison.Ordinal));
        Assert.Equal(RunPhase.Succeeded, drive.ToTheEnd().State.Phase);
        Assert.Equal((1, 2), (drive.State.Steps["job/a"].Attempt, drive.State.Steps["job/b"].Attempt));
        Assert.Single(drive.Events.OfType<SessionReady>(), e => e.Job == "a");
        Assert.All(drive.State.Resources, r => Assert.Equal(ResourceStatus.Removed, r.Status));
        Assert.Equal(new JobReport(3, 1, 0, 2, 2, null), drive.State.Jobs["a"].Report);
    }

    [Fact]
    public void When_every_job_is_done_no_cluster_is_asked_for()
    {
        var drive = Drive.Begun().Until(s => s.Steps["check/late"].Status == StepStatus.Working);
        drive.Input(new Counted("check/fact-unique#1", 5));
        var manifests = drive.ToTheEnd().State.Jobs.ToDictionary(j => j.Key, j => j.Value.Manifest!);
        drive.Input(new Retry(Given.Id, 2));
        drive.Succeed("lake#2", "roles#2");
        foreach (var (job, manifest) in manifests)
        {
            drive.Input(new OutputRead($"output/{job}#1", manifest, manifest.Objects));
        }

        Assert.Equal(RunPhase.Succeeded, drive.ToTheEnd().State.Phase);
        Assert.Equal(1, drive.State.Steps["cluster"].Attempt);
        Assert.Equal((2, 2L), (drive.State.Steps["star/fact"].Attempt, drive.State.Tables["fact"].Rows));
    }

    [Theory]
    [InlineData(511, 2)]
    [InlineData(512, 3)]
    public void A_job_whose_manifest_does_not_match_runs_again(long bytes, long rows)
    {
        var drive = Failed();
        var committed = drive.State.Jobs["a"].Manifest!;
        drive.Input(new Retry(Given.Id, 2));
        drive.Succeed("lake#2", "roles#2");
        drive.Input(new OutputRead("output/a#1", committed with { Rows = rows }, [committed.Objects[0] with { Bytes = bytes }]));
        drive.Succeed("output/b#1", "cluster#2");

        Assert.Contains("job/a#2/session", drive.Keys);
        Assert.Equal(RunPhase.Succeeded, drive.ToTheEnd().State.Phase);
    }

    [Fact]
    public void Deadlines_and_budgets_count_anew()
    {
        var drive = Drive.Begun().Succeed("lake#1", "roles#1", "cluster#1").Fail("job/a#1/session").Succeed("output/a#1");
        drive.After(TimeSpan.FromSeconds(1)).Fail("job/a#2/session").ToTheEnd();
        Assert.Equal(RunPhase.Failed, drive.State.Phase);
        drive.After(TimeSpan.FromDays(3));
        drive.Input(new Retry(Given.Id, 2));
        drive.Succeed("lake#2", "roles#2", "output/a#2", "output/b#1", "cluster#2").Fail("job/a#3/session");

        Assert.Equal(RunPhase.Running, drive.State.Phase);
        Assert.Equal(drive.Now + TimeSpan.FromSeconds(1), drive.State.Steps["job/a"].RetryAt);
        drive.Succeed("output/a#3").After(TimeSpan.FromSeconds(1));
        Assert.Contains("job/a#4/session", drive.Keys);
        Assert.Equal(RunPhase.Succeeded, drive.ToTheEnd().State.Phase);
    }

    [Fact]
    public void How_the_earlier_try_failed_stays_readable()
    {
        var drive = Failed();
        drive.Input(new Retry(Given.Id, 2));
        drive.ToTheEnd();
        var view = RunViews.Of(drive.State);

        Assert.Equal((2, RunPhase.Succeeded), (view.Try, view.State));
        Assert.Empty(view.Failures);
        var earlier = Assert.Single(view.EarlierTries);
        Assert.Equal((1, RunPhase.Failed), (earlier.Try, earlier.State));
        Assert.Equal(["job/b: it broke"], earlier.Failures.AsEnumerable());
    }

    [Fact]
    public void A_cancelled_run_is_retried_too()
    {
        var drive = Drive.Begun().Until(s => s.Jobs["a"].Session is not null);
        drive.Input(new Cancel());
        drive.ToTheEnd().Input(new Retry(Given.Id, 2));

        Assert.Equal(RunPhase.Succeeded, drive.ToTheEnd().State.Phase);
    }

    [Fact]
    public void What_the_earlier_try_left_is_removed_before_its_name_is_used_again()
    {
        var drive = Failed(leave: true);
        Assert.Equal(["roles", "cluster", "warehouse", "session"], drive.State.Resources.Where(r => r.Status == ResourceStatus.Left).Select(r => r.Kind).Distinct());
        drive.Input(new Retry(Given.Id, 2));

        Assert.Contains($"removal/cluster/{Name}#2", drive.Keys);
        Assert.Contains($"removal/warehouse/{Name}#2", drive.Keys);
        drive.Succeed("lake#2", "roles#2", "output/a#1", "output/b#1");
        Assert.DoesNotContain(drive.Keys, key => key is "cluster#2" or "warehouse#2");
        drive.Succeed($"removal/cluster/{Name}#2");
        Assert.Contains("cluster#2", drive.Keys);
        Assert.DoesNotContain("warehouse#2", drive.Keys);
        drive.Succeed($"removal/warehouse/{Name}#2");
        Assert.Contains("warehouse#2", drive.Keys);

        Assert.Equal(RunPhase.Succeeded, drive.ToTheEnd().State.Phase);
        Assert.All(drive.State.Resources, r => Assert.Equal(ResourceStatus.Removed, r.Status));
    }

    [Fact]
    public void What_was_left_and_still_cannot_be_removed_ends_the_retry()
    {
        var drive = Failed(leave: true);
        drive.Input(new Retry(Given.Id, 2));
        drive.Succeed("lake#2", "roles#2", "output/a#1", "output/b#1").Fail($"removal/warehouse/{Name}#2", FailureKind.Permanent, "access denied");
        drive.After(Given.Definition.Deadlines.Teardown);

        Assert.Equal(["What the earlier try left was not confirmed gone within 01:00:00 (deadlines.teardown)."], drive.Failures);
        drive.After(Given.Definition.Deadlines.Teardown);
        Assert.Equal(RunPhase.Failed, drive.State.Phase);
        Assert.Contains(drive.State.Resources, r => r is { Kind: Resource.Warehouse, Status: ResourceStatus.Left, Why: "access denied" });
    }

    [Fact]
    public void A_kept_warehouse_is_taken_over()
    {
        var definition = Given.Definition with { Warehouse = Given.Definition.Warehouse with { OnFinish = OnFinish.Keep } };
        var drive = Drive.Begun(definition).Succeed("lake#1", "roles#1", "cluster#1", "warehouse#1", "job/b#1/session")
            .Fail("job/b#1/statement/0", FailureKind.Permanent).ToTheEnd();
        Assert.Contains(drive.State.Resources, r => r is { Kind: Resource.Warehouse, Status: ResourceStatus.Kept });
        drive.Input(new Retry(Given.Id, 2));
        drive.Succeed("lake#2", "roles#2");

        Assert.Contains("warehouse#2", drive.Keys);
        Assert.Equal(RunPhase.Succeeded, drive.ToTheEnd().State.Phase);
    }

    [Fact]
    public void A_run_that_goes_on_or_has_succeeded_is_not_retried()
    {
        var running = Drive.Begun();
        Assert.Equal(
            new Refused("Run r0000000000ab is running: only a run that has failed or was cancelled can be retried."), running.Input(new Retry(Given.Id, 2)).Reply);
        var succeeded = running.ToTheEnd();
        var refused = succeeded.Input(new Retry(Given.Id, 2));
        Assert.Equal(new Refused("Run r0000000000ab succeeded: there is nothing to retry. Rerun it to run it once more."), refused.Reply);
        Assert.Empty(refused.Events);
    }

    [Fact]
    public void The_same_try_twice_is_one_also_after_it_has_failed_again()
    {
        var drive = Failed();
        drive.Input(new Retry(Given.Id, 2));
        Assert.Empty(drive.Input(new Retry(Given.Id, 2)).Events);
        drive.Fail("roles#2", FailureKind.Permanent).ToTheEnd();
        Assert.Equal(RunPhase.Failed, drive.State.Phase);
        Assert.Empty(drive.Input(new Retry(Given.Id, 2)).Events);
        drive.Input(new Retry(Given.Id, 3));

        Assert.Equal(RunPhase.Succeeded, drive.ToTheEnd().State.Phase);
        Assert.Equal([1, 2], drive.State.EarlierTries.Select(t => t.Try));
    }

    [Fact]
    public void No_key_of_an_earlier_try_is_used_again()
    {
        var drive = Failed(leave: true);
        var used = drive.Events.OfType<AttemptRequested>().Select(e => (e.Step, e.Attempt)).ToHashSet();
        drive.Input(new Retry(Given.Id, 2));
        drive.ToTheEnd();

        Assert.DoesNotContain(drive.Events.SkipWhile(e => e is not RunRetried).OfType<AttemptRequested>(), e => used.Contains((e.Step, e.Attempt)));
    }

    /// <summary>Job a is done, job b has failed for good, everything is removed; or nothing could be.</summary>
    private static Drive Failed(bool leave = false)
    {
        var drive = Drive.Begun().Succeed("lake#1", "roles#1", "cluster#1", "warehouse#1").Until(s => s.IsDone("job/a") && s.Jobs["b"].Requested == 2);
        drive.Fail("job/b#1/statement/1", FailureKind.Permanent);
        return leave ? drive.After(TimeSpan.FromSeconds(30)).After(Given.Definition.Deadlines.Teardown) : drive.ToTheEnd();
    }
}
