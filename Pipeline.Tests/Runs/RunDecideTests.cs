using System.Collections.Immutable;
using Pipeline.Actors;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Runs;
using Pipeline.Actors.Sessions;
using Pipeline.Actors.Warehouses;
using Xunit;

namespace Pipeline.Tests.Runs;

public sealed class RunDecideTests
{
    [Fact]
    public void The_first_decision_records_the_request_and_asks_for_what_needs_nothing()
    {
        var drive = Drive.Begun();

        Assert.IsType<RunRequested>(drive.Events[0]);
        Assert.Equal(["lake#1", "roles#1"], drive.Keys);
        Assert.Equal(RunPhase.Running, drive.State.Phase);
    }

    [Fact]
    public void Beginning_twice_changes_nothing()
    {
        var drive = Drive.Begun();
        var again = drive.Input(Given.Begin());

        Assert.Empty(again.Events);
        Assert.Equal(new RunAccepted(Given.Id, true), again.Reply);
    }

    [Fact]
    public void Every_creation_is_an_intent_with_its_name_before_it_is_outstanding()
    {
        var drive = Drive.Begun().ToTheEnd();
        var asked = drive.Events.OfType<AttemptRequested>().Where(e => e.Name is not null).Select(e => $"{e.Step} {e.Name}");

        Assert.Equal(
            ["roles small-r0000000000ab", "cluster small-r0000000000ab", "warehouse small-r0000000000ab", "job/a small-r0000000000ab-a-1", "job/b small-r0000000000ab-b-1"],
            asked);
    }

    [Fact]
    public void The_warehouse_is_asked_for_together_with_the_cluster()
    {
        var drive = Drive.Begun().Succeed("lake#1", "roles#1");

        Assert.Equal(["cluster#1", "warehouse#1"], drive.Keys);
    }

    [Fact]
    public void After_a_failed_attempt_a_cluster_may_exist_that_no_list_shows()
    {
        var drive = Drive.Begun().Succeed("lake#1", "roles#1");
        Assert.False(Assert.IsType<ProvisionCluster>(drive.Order("cluster#1")).MayExist);

        drive.Fail("cluster#1").After(TimeSpan.FromSeconds(1));
        var second = Assert.IsType<ProvisionCluster>(drive.Order("cluster#2"));
        Assert.True(second.MayExist);
        Assert.Equal(drive.Now, second.AskedAt);
    }

    [Fact]
    public void A_warehouse_that_starts_after_the_jobs_waits_for_the_last_of_them()
    {
        var definition = Given.Definition with { Warehouse = Given.Definition.Warehouse with { Start = WarehouseStart.AfterJobs } };
        var drive = Drive.Begun(definition).Until(s => s.IsDone("job/a"));

        Assert.DoesNotContain("warehouse#1", drive.Keys);
        Assert.Contains("warehouse#1", drive.Until(s => s.IsDone("job/b")).Keys);
    }

    [Fact]
    public void All_jobs_open_their_sessions_at_once()
    {
        var drive = Drive.Begun().Succeed("lake#1", "roles#1", "cluster#1");

        Assert.Equal(["job/a#1/session", "job/b#1/session", "warehouse#1", "cluster#1/watch"], drive.Keys);
    }

    [Fact]
    public void A_table_is_staged_the_moment_its_job_and_the_warehouse_are_there()
    {
        var drive = Drive.Begun().Succeed("lake#1", "roles#1", "cluster#1", "warehouse#1", "schema#1", "job/a#1/session");
        for (var i = 0; i < 5; i++)
        {
            drive.Succeed($"job/a#1/statement/{i}");
        }

        drive.Succeed("job/a#1/commit");

        Assert.Contains("staging/staging_a#1", drive.Keys);
        Assert.DoesNotContain("staging/staging_b#1", drive.Keys);
        Assert.Contains("removal/session/small-r0000000000ab-a-1#1", drive.Keys);
    }

    [Fact]
    public void Statements_are_posted_one_by_one_under_their_markers_with_variables_filled_in()
    {
        var drive = Drive.Begun().Succeed("lake#1", "roles#1", "cluster#1", "job/a#1/session", "job/a#1/statement/0");
        var insert = Assert.IsType<RunStatement>(drive.Order("job/a#1/statement/1"));

        Assert.Equal("-- [r0000000000ab/a/1/1]\nINSERT OVERWRITE DIRECTORY '/lake/run/a/1' USING parquet SELECT id FROM raw", insert.Code);
    }

    [Fact]
    public void The_cluster_is_removed_as_soon_as_the_last_job_ends()
    {
        var drive = Drive.Begun().Until(s => s.IsDone("job/a") && s.IsDone("job/b"));

        Assert.Contains("removal/cluster/small-r0000000000ab#1", drive.Keys);
        Assert.Equal(RunPhase.Running, drive.State.Phase);
        Assert.DoesNotContain("cluster#1/watch", drive.Keys);
    }

    [Fact]
    public void A_run_succeeds_only_when_its_teardown_is_confirmed()
    {
        var drive = Drive.Begun().Until(s => s.Phase == RunPhase.TearingDown);
        Assert.Equal(RunPhase.Succeeded, drive.State.Ending);

        drive.ToTheEnd();

        Assert.Equal(RunPhase.Succeeded, drive.State.Phase);
        Assert.All(drive.State.Resources, r => Assert.Equal(ResourceStatus.Removed, r.Status));
        Assert.Empty(drive.Outstanding);
        Assert.Null(Run.NextWake(drive.State));
    }

    [Fact]
    public void Roles_go_last()
    {
        var drive = Drive.Begun().Until(s => s.Phase == RunPhase.TearingDown && !s.Resources.Any(r => r.Kind == Resource.Warehouse && r.IsOpen));

        Assert.Contains("removal/roles/small-r0000000000ab#1", drive.Keys);
        var order = drive.ToTheEnd().Events.OfType<ResourceRemoved>().Select(e => e.Kind).ToList();
        Assert.Equal(Resource.Roles, order[^1]);
    }

    [Fact]
    public void A_stale_outcome_changes_nothing()
    {
        var drive = Drive.Begun().Succeed("lake#1");

        Assert.Empty(drive.Input(new LakeReady("lake#1", new LakePaths("/other", "/other", "/other"))).Events);
        Assert.Empty(drive.Input(new OrderFailed("cluster#1", FailureKind.Permanent, "too early")).Events);
        Assert.Equal("/in", drive.State.Lake!.Source);
    }

    [Fact]
    public void A_transient_failure_is_tried_again_when_it_is_due_and_not_before()
    {
        var drive = Drive.Begun().Succeed("lake#1").Fail("roles#1");

        Assert.Empty(drive.Keys);
        Assert.Equal(Given.Start + TimeSpan.FromSeconds(1), Run.NextWake(drive.State));
        Assert.Empty(drive.After(TimeSpan.FromMilliseconds(999)).Keys);
        Assert.Equal(["roles#2"], drive.After(TimeSpan.FromMilliseconds(1)).Keys);
    }

    [Fact]
    public void A_permanent_failure_ends_the_run_through_teardown()
    {
        var drive = Drive.Begun().Succeed("lake#1", "roles#1", "cluster#1").Fail("warehouse#1", FailureKind.Permanent, "no such node type");

        Assert.Equal(RunPhase.TearingDown, drive.State.Phase);
        Assert.Equal(
            ["removal/session/small-r0000000000ab-a-1#1", "removal/session/small-r0000000000ab-b-1#1", "removal/warehouse/small-r0000000000ab#1"],
            drive.Keys.Order(StringComparer.Ordinal));
        drive.ToTheEnd();
        Assert.Equal(RunPhase.Failed, drive.State.Phase);
        Assert.Equal(["warehouse: no such node type"], drive.Failures);
        Assert.All(drive.State.Resources, r => Assert.Equal(ResourceStatus.Removed, r.Status));
    }

    [Fact]
    public void A_job_that_is_lost_gets_a_new_session_and_a_new_folder_and_the_old_session_is_closed()
    {
        var drive = Drive.Begun().Succeed("lake#1", "roles#1", "cluster#1", "job/a#1/session").Fail("job/a#1/statement/0");

        Assert.Contains("removal/session/small-r0000000000ab-a-1#1", drive.Keys);
        drive.Succeed("output/a#1").After(TimeSpan.FromSeconds(1)).Succeed("job/a#2/session", "job/a#2/statement/0");
        var insert = Assert.IsType<RunStatement>(drive.Order("job/a#2/statement/1"));
        Assert.Equal("small-r0000000000ab-a-2", insert.Session);
        Assert.Contains("'/lake/run/a/2'", insert.Code, StringComparison.Ordinal);
        Assert.Equal(RunPhase.Succeeded, drive.ToTheEnd().State.Phase);
    }

    [Fact]
    public void A_job_whose_retries_are_spent_fails_the_run()
    {
        var drive = Drive.Begun().Succeed("lake#1", "roles#1", "cluster#1").Fail("job/a#1/session").Succeed("output/a#1").After(TimeSpan.FromSeconds(1)).Fail("job/a#2/session");

        Assert.Equal(RunPhase.Failed, drive.State.Ending);
        Assert.Equal(["job/a: it broke"], drive.Failures);
    }

    [Fact]
    public void Failed_sql_names_the_script_and_its_line()
    {
        var drive = Drive.Begun().Succeed("lake#1", "roles#1", "cluster#1", "job/a#1/session", "job/a#1/statement/0");
        var error = new StatementError("Error", "[TABLE_OR_VIEW_NOT_FOUND] raw", FailureKind.Permanent);
        drive.Input(new StatementEnded("job/a#1/statement/1", new Statement(1, StatementStatus.Failed, 1, null, error)));

        Assert.Equal(["job/a: spark/small/a.sql, line 2: [TABLE_OR_VIEW_NOT_FOUND] raw"], drive.Failures);
    }

    [Theory]
    [InlineData(new long[] { 3, 1, 1, 2, 2 }, "its report does not add up: read 3, but rejected 1 + filtered 1 + kept 2 is 4")]
    [InlineData(new long[] { 3, 1, 0, 2, 1 }, "its report does not add up: kept 2, but written 1")]
    [InlineData(new long[] { 3, 1, 0, 2, 2, 1 }, "its report does not add up: groups 1, but written 2")]
    [InlineData(new long[] { 3, 1, 2, 0, 0 }, "it wrote no row: of 3 read, 1 were rejected and 2 filtered")]
    [InlineData(new long[] { 3, 1 }, "its report has no column filtered, kept, written")]
    public void A_report_that_does_not_add_up_fails_the_job(long[] report, string problem)
    {
        var drive = ReportOf(Given.Report(report));

        Assert.Equal([$"job/a: spark/small/a.sql, line 5: {problem}"], drive.Failures);
    }

    [Fact]
    public void A_job_without_a_report_fails() =>
        Assert.Contains("must answer one row", ReportOf(new RowSet([], [])).Failures.Single(), StringComparison.Ordinal);

    [Fact]
    public void An_aggregating_job_writes_as_many_rows_as_groups() =>
        Assert.Equal(new JobReport(9, 1, 2, 6, 2, 2), ReportOf(Given.Report(9, 1, 2, 6, 2, 2)).State.Jobs["a"].Report);

    [Fact]
    public void Columns_that_the_staging_table_cannot_take_are_found_before_anything_is_loaded()
    {
        var drive = Drive.Begun().Succeed("lake#1", "roles#1", "cluster#1", "job/a#1/session").Succeed(
            "job/a#1/statement/0", "job/a#1/statement/1", "job/a#1/statement/2");
        var described = new RowSet([new Column("col_name", "string"), new Column("data_type", "string")], [["id", "timestamp"]]);
        drive.Input(new StatementEnded("job/a#1/statement/3", new Statement(3, StatementStatus.Succeeded, 1, described)));
        drive.Succeed("job/a#1/statement/4");

        Assert.Contains("staging_a", drive.Failures.Single(), StringComparison.Ordinal);
        Assert.Null(drive.State.Jobs["a"].Manifest);
    }

    [Fact]
    public void Staged_rows_must_be_the_rows_written()
    {
        var drive = Drive.Begun().Until(s => s.Steps["staging/staging_a"].Status == StepStatus.Working);
        drive.Input(new Staged("staging/staging_a#1", 3));

        Assert.Equal(["staging/staging_a: staging_a holds 3 rows after its load, but its job wrote 2"], drive.Failures);
    }

    [Fact]
    public void Loaded_rows_must_be_the_expected_rows()
    {
        var drive = Drive.Begun().Until(s => s.Steps["star/fact"].Status == StepStatus.Working);
        drive.Input(new Loaded("star/fact#1", new LoadedRows(4, 2)));

        Assert.Equal(["star/fact: fact holds 4 rows after its load, but its expect query says 2 (sql/small/fact.sql)"], drive.Failures);
    }

    [Fact]
    public void A_failed_check_fails_the_run_after_the_other_checks_have_spoken()
    {
        var drive = Drive.Begun().Until(s => s.Steps["check/late"].Status == StepStatus.Working);
        drive.Input(new Counted("check/fact-unique#1", 5));
        Assert.Equal(RunPhase.Running, drive.State.Phase);
        drive.Input(new Counted("check/late#1", 9));
        drive.ToTheEnd();

        Assert.Equal(RunPhase.Failed, drive.State.Phase);
        Assert.Equal(["Check fact-unique found 5 offending rows in fact."], drive.Failures);
        var view = RunViews.Of(drive.State);
        Assert.Equal(["failed", "warned"], view.Checks.Select(c => c.Status));
    }

    [Fact]
    public void A_warning_does_not_fail_the_run()
    {
        var drive = Drive.Begun().Until(s => s.Steps["check/late"].Status == StepStatus.Working);
        drive.Input(new Counted("check/late#1", 9));

        Assert.Equal(RunPhase.Succeeded, drive.ToTheEnd().State.Phase);
    }

    private static Drive ReportOf(RowSet report)
    {
        var drive = Drive.Begun().Succeed("lake#1", "roles#1", "cluster#1", "job/a#1/session").Succeed(
            "job/a#1/statement/0", "job/a#1/statement/1", "job/a#1/statement/2", "job/a#1/statement/3");
        drive.Input(new StatementEnded("job/a#1/statement/4", new Statement(4, StatementStatus.Succeeded, 1, report)));
        return drive;
    }
}
