using Pipeline.Actors;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Runs;
using Xunit;

namespace Pipeline.Tests.Runs;

public sealed class RunHealingTests
{
    private const string Folder = "/lake/run/a";

    private static readonly OutputManifest Whole =
        new("/lake/run/a.manifest", [new LakeObject($"{Folder}/1/part-0.parquet", 512)], 2, [new OutputColumn("id", "string")]);

    [Fact]
    public void A_commit_that_fails_is_tried_again_by_itself()
    {
        var drive = Committing().Fail("job/a#1/commit");
        Assert.DoesNotContain(drive.Keys, key => key.Contains("/a#", StringComparison.Ordinal) && !key.StartsWith("removal", StringComparison.Ordinal));
        Assert.Equal(StepStatus.Working, drive.State.Steps["job/a"].Status);

        var again = Assert.IsType<CommitOutput>(drive.After(TimeSpan.FromSeconds(1)).Order("commit/a#2"));
        Assert.Equal((1, $"{Folder}/1", 2L), (again.JobAttempt, again.Output.Folder, again.Output.Rows));
        drive.Succeed("commit/a#2");

        Assert.True(drive.State.IsDone("job/a"));
        Assert.Equal(1, drive.State.Steps["job/a"].Attempt);
        Assert.Single(drive.Events.OfType<SessionReady>(), e => e.Job == "a");
        Assert.Equal(5, drive.Events.OfType<StatementRequested>().Count(e => e.Job == "a"));
        Assert.Equal(RunPhase.Succeeded, drive.ToTheEnd().State.Phase);
    }

    [Fact]
    public void A_commit_whose_budget_is_spent_fails_the_job_without_running_it_again()
    {
        var drive = Committing().Fail("job/a#1/commit").After(TimeSpan.FromSeconds(1)).Fail("commit/a#2", message: "no space");

        Assert.Equal(["job/a: its output could not be committed: no space"], drive.Failures);
        Assert.Equal(StepStatus.Failed, drive.State.Steps["job/a"].Status);
        Assert.Equal(RunPhase.Failed, drive.ToTheEnd().State.Phase);
    }

    [Fact]
    public void A_cluster_that_is_lost_while_the_last_job_commits_is_not_replaced()
    {
        var drive = Begun().Until(s => s.IsDone("job/a") && s.Jobs["b"].Report is not null);
        Assert.DoesNotContain("cluster#1/watch", drive.Keys);
        drive.Succeed("job/b#1/commit");
        Assert.Equal(RunPhase.Succeeded, drive.ToTheEnd().State.Phase);
    }

    [Fact]
    public void A_commit_goes_on_when_the_cluster_is_lost()
    {
        var drive = Committing().Fail("cluster#1/watch");
        Assert.Contains("job/a#1/commit", drive.Keys);
        drive.Fail("job/a#1/commit").Succeed("output/b#1").After(TimeSpan.FromSeconds(1)).Succeed("commit/a#2");

        Assert.Equal((true, 1), (drive.State.IsDone("job/a"), drive.State.Steps["job/a"].Attempt));
        Assert.Equal(RunPhase.Succeeded, drive.ToTheEnd().State.Phase);
        Assert.Equal(2, drive.State.Steps["job/b"].Attempt);
    }

    [Fact]
    public void What_was_committed_is_taken_over_before_a_new_attempt_and_no_statement_runs_again()
    {
        var drive = Lost();
        Assert.DoesNotContain("job/a#2/session", drive.After(TimeSpan.FromMinutes(1)).Keys);
        drive.Input(new OutputRead("output/a#1", Whole, Whole.Objects));

        Assert.True(drive.State.IsDone("job/a"));
        Assert.Equal(1, drive.Events.OfType<OutputCommitted>().Single().Attempt);
        Assert.Single(drive.Events.OfType<SessionReady>(), e => e.Job == "a");
        Assert.Equal(RunPhase.Succeeded, drive.ToTheEnd().State.Phase);
        Assert.Equal(1, drive.State.Steps["job/a"].Attempt);
    }

    [Fact]
    public void A_manifest_that_does_not_match_is_not_taken_over()
    {
        Assert.Equal("No attempt has committed its output.", Missing(null, []));
        Assert.EndsWith("part-0.parquet is gone.", Missing(Whole, []), StringComparison.Ordinal);
        Assert.EndsWith("part-0.parquet has 511 bytes instead of 512.", Missing(Whole, Whole.Objects[0] with { Bytes = 511 }), StringComparison.Ordinal);
        Assert.EndsWith("names no attempt of this run.", Missing(Of("/lake/other/a/1/part-0.parquet")), StringComparison.Ordinal);
        Assert.EndsWith("names no attempt of this run.", Missing(Of($"{Folder}/2/part-0.parquet")), StringComparison.Ordinal);
        Assert.EndsWith("names no attempt of this run.", Missing(Of($"{Folder}b/1/part-0.parquet")), StringComparison.Ordinal);
        Assert.EndsWith("names no attempt of this run.", Missing(Whole with { Objects = [] }, []), StringComparison.Ordinal);
        Assert.Contains("TIMESTAMP", Missing(Whole with { Columns = [new OutputColumn("id", "timestamp")] }, [.. Whole.Objects]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_look_that_fails_is_tried_again_and_the_job_waits_for_it()
    {
        var drive = Lost().Fail("output/a#1").After(TimeSpan.FromSeconds(1));
        Assert.DoesNotContain("job/a#2/session", drive.Keys);
        drive.Succeed("output/a#2");

        Assert.Contains("job/a#2/session", drive.Keys);
        Assert.Equal(RunPhase.Succeeded, drive.ToTheEnd().State.Phase);
    }

    [Fact]
    public void A_look_that_cannot_be_made_fails_the_job()
    {
        var drive = Lost().Fail("output/a#1", FailureKind.Permanent, "access denied");

        Assert.Equal(["job/a: its output could not be looked for: access denied"], drive.Failures);
    }

    [Fact]
    public void When_every_output_is_found_a_lost_cluster_is_not_replaced()
    {
        var drive = Begun().Until(s => s.IsDone("job/a") && s.Jobs["b"].Session is not null).Fail("cluster#1/watch");
        var output = Given.Manifest(new OutputToCommit("/lake/run/b.manifest", "/lake/run/b/1", 2, Whole.Columns));
        drive.Input(new OutputRead("output/b#1", output, output.Objects));
        drive.After(TimeSpan.FromMinutes(5));

        Assert.Equal(RunPhase.Succeeded, drive.ToTheEnd().State.Phase);
        Assert.Equal(1, drive.State.Steps["cluster"].Attempt);
    }

    [Fact]
    public void A_script_of_one_statement_that_is_lost_in_its_middle_fails_the_job_and_says_so()
    {
        var drive = Script(rerunnable: false).Fail("job/a#1/statement/0", message: "The Livy session small-r0000000000ab-a-1 ended or is gone.");

        Assert.Equal(
            ["job/a: spark/small/a.py was lost in its middle: The Livy session small-r0000000000ab-a-1 ended or is gone. "
                + "It is one statement, and without rerunnable: true it is not run again."],
            drive.Failures);
        Assert.Equal(RunPhase.Failed, drive.ToTheEnd().State.Phase);
    }

    [Fact]
    public void A_script_of_one_statement_that_may_run_again_does()
    {
        var drive = Script(rerunnable: true).Fail("job/a#1/statement/0").Succeed("output/a#1").After(TimeSpan.FromSeconds(1));

        Assert.Contains("job/a#2/session", drive.Keys);
    }

    [Fact]
    public void A_script_of_one_statement_whose_session_is_lost_before_it_runs_starts_anew()
    {
        var drive = Script(rerunnable: false, until: s => s.Steps["job/a"].Status == StepStatus.Working).Fail("job/a#1/session");

        Assert.Equal(RunPhase.Running, drive.State.Phase);
        Assert.Contains("output/a#1", drive.Keys);
    }

    [Fact]
    public void A_lost_cluster_ends_a_script_that_may_not_run_again()
    {
        var drive = Script(rerunnable: false).Fail("cluster#1/watch", message: "terminated from outside.");

        Assert.Equal(RunPhase.TearingDown, drive.State.Phase);
        Assert.Contains("without rerunnable: true it is not run again", drive.Failures.Single(), StringComparison.Ordinal);
        Assert.Equal(RunPhase.Failed, drive.ToTheEnd().State.Phase);
    }

    [Fact]
    public void A_cluster_lost_late_has_its_whole_time_to_come_back_and_so_have_its_jobs()
    {
        var drive = Begun().Succeed("lake#1", "roles#1", "cluster#1", "warehouse#1", "schema#1").Until(s => s.IsDone("job/a") && s.Jobs["b"].Session is not null);
        drive.Succeed("staging/staging_a#1").After(TimeSpan.FromMinutes(29));
        drive.Fail("cluster#1/watch").Succeed("output/b#1").After(TimeSpan.FromSeconds(1)).After(TimeSpan.FromMinutes(20));
        Assert.Equal(RunPhase.Running, drive.State.Phase);
        drive.Succeed("cluster#2").After(TimeSpan.FromMinutes(20));

        Assert.Equal(RunPhase.Running, drive.State.Phase);
        Assert.Equal(RunPhase.Succeeded, drive.ToTheEnd().State.Phase);
    }

    [Fact]
    public void A_job_is_healed_as_often_as_its_budget_says()
    {
        var drive = Begun().Until(s => s.Jobs["a"].Succeeded == 2).Fail("job/a#1/statement/2").Succeed("output/a#1").After(TimeSpan.FromSeconds(1));
        drive.Until(s => s.Jobs["a"].Succeeded == 3).Fail("job/a#2/statement/3");

        Assert.Equal(["job/a: it broke"], drive.Failures);
    }

    private static Drive Begun() => Drive.Begun();

    private static Drive Committing() => Begun().Until(s => s.Jobs["a"].Report is not null);

    /// <summary>The run after job a has lost its session.</summary>
    private static Drive Lost() => Begun().Until(s => s.Jobs["a"].Session is not null).Fail("job/a#1/statement/0");

    private static string Missing(OutputManifest? manifest, params LakeObject[] found)
    {
        var drive = Lost().After(TimeSpan.FromSeconds(1));
        drive.Input(new OutputRead("output/a#1", manifest, [.. found]));
        Assert.Contains("job/a#2/session", drive.Keys);
        Assert.Equal(RunPhase.Succeeded, drive.ToTheEnd().State.Phase);
        return drive.Events.OfType<OutputMissing>().Single().Why;
    }

    private static string Missing(OutputManifest manifest) => Missing(manifest, [.. manifest.Objects]);

    private static OutputManifest Of(string url) => Whole with { Objects = [new LakeObject(url, 512)] };

    private static Drive Script(bool rerunnable, Func<RunState, bool>? until = null)
    {
        var definition = Given.Definition with
        {
            Jobs = [Given.Definition.Jobs[0] with { Script = "a.py", Kind = JobKind.PySpark, Rerunnable = rerunnable }, Given.Definition.Jobs[1]],
        };
        return Drive.Begun(definition).Until(until ?? (s => s.Jobs["a"].Requested == 1));
    }
}
