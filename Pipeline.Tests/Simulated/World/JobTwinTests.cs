using System.Collections.Immutable;
using Pipeline.Actors;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Runs;
using Pipeline.Actors.Sessions;
using Pipeline.Host.Simulated.World.Data;
using Xunit;
using static Pipeline.Tests.Simulated.World.TestWorld;

namespace Pipeline.Tests.Simulated.World;

/// <summary>What jobs answer and write.</summary>
public sealed class JobTwinTests
{
    private const string Output = "/lake/r0000000000ab/airports/1";
    private static readonly string View = $"-- [1]\nCREATE OR REPLACE TEMPORARY VIEW v USING parquet OPTIONS (path '{Output}')";
    private static readonly string Write = $"-- [2]\nINSERT OVERWRITE DIRECTORY '{Output}' USING parquet SELECT * FROM v";

    [Fact]
    public void Every_job_of_arrivals_describes_what_its_staging_tables_take_and_reports_what_adds_up()
    {
        foreach (var staging in Arrivals.Definition.Staging)
        {
            var data = JobData.Of(Arrivals, staging.Job, "/in");
            var columns = JobScripts.Columns(data.Description())!.Value;
            Assert.Empty(StagingColumns.Check(staging.Table, WarehouseTables.Read(Arrivals.SqlScripts["schema.sql"])[staging.Table], columns));
            var (report, problem) = JobReports.Read(data.Report(data.Written));
            Assert.Null(problem);
            Assert.Equal(report!.Written, report.Groups ?? report.Kept);
        }
    }

    [Fact]
    public void Numbers_follow_from_the_job_and_its_source_alone()
    {
        Assert.Equal(JobData.Of(Arrivals, "airports", "/in").Read, JobData.Of(Arrivals, "airports", "/in").Read);
        Assert.NotEqual(JobData.Of(Arrivals, "airports", "/in").Read, JobData.Of(Arrivals, "airports", "/other").Read);
        Assert.NotEqual(JobData.Of(Arrivals, "airports", "/in").Read, JobData.Of(Arrivals, "demography", "/in").Read);
    }

    [Fact]
    public void The_whole_script_of_a_job_writes_its_output_and_the_manifest_names_it()
    {
        var test = With();
        var livy = test.ReadySession();
        var paths = test.PrepareLake();
        var answers = Script(paths, 1).Select(code => test.Answer(livy, code)).ToArray();
        Assert.All(answers, answer => Assert.Equal(StatementStatus.Succeeded, answer.Status));
        var (report, problem) = JobReports.Read(answers[^1].Rows);
        Assert.Null(problem);

        var manifest = test.Do(() => test.Ports.Lake.Commit(new OutputToCommit(paths.Manifest("airports"), paths.Output("airports", 1), report!.Written, []), None));
        Assert.Equal(4, manifest.Objects.Length);
        Assert.All(manifest.Objects, part => Assert.StartsWith(paths.Output("airports", 1), part.Url, StringComparison.Ordinal));
        Assert.Equal(manifest, test.Do(() => test.Ports.Lake.ReadManifest(paths.Manifest("airports"), None)));
        Assert.Equal(manifest.Objects.AsEnumerable(), test.Do(() => test.Ports.Lake.FindObjects(manifest, None)));
    }

    [Fact]
    public void Another_attempt_writes_the_same_content_and_one_that_was_told_less_does_not()
    {
        var whole = Content(1, script => script);
        Assert.Equal(whole, Content(2, script => script));
        Assert.Equal(whole, Content(1, script => script.Take(1).Concat(script)));
        Assert.NotEqual(whole, Content(1, script => script.Skip(2)));
    }

    [Fact]
    public void A_commit_before_anything_was_written_is_refused()
    {
        var test = With();
        var paths = test.PrepareLake();
        var failure = Assert.Throws<PortFailureException>(
            () => test.Do(() => test.Ports.Lake.Commit(new OutputToCommit(paths.Manifest("airports"), paths.Output("airports", 1), 1, []), None)));
        Assert.Equal(FailureKind.Permanent, failure.Kind);
        Assert.Null(test.Do(() => test.Ports.Lake.ReadManifest(paths.Manifest("airports"), None)));
    }

    [Fact]
    public void A_report_asked_for_before_the_write_says_that_nothing_is_there()
    {
        var test = With();
        var livy = test.ReadySession();
        test.Answer(livy, View);
        var before = JobReports.Read(test.Answer(livy, "SELECT 1 AS read, 0 AS rejected, 0 AS filtered, 1 AS kept, 1 AS written").Rows);
        Assert.NotNull(before.Problem);
        test.Answer(livy, Write);
        Assert.Null(JobReports.Read(test.Answer(livy, "SELECT 1 AS read, 0 AS rejected, 0 AS filtered, 1 AS kept, 1 AS written").Rows).Problem);
    }

    private static string Content(int attempt, Func<IEnumerable<string>, IEnumerable<string>> change)
    {
        var test = With();
        var livy = test.ReadySession();
        var paths = test.PrepareLake();
        var session = $"{Wanted.Name}-airports-{attempt}";
        test.Do(() => test.Ports.Livy.CreateSession(livy, Wanted.Session with { Name = session }, None));
        test.Until(() => test.Ports.Livy.FindSession(livy, session, None), now => now!.Status == SessionStatus.Ready);
        foreach (var code in change(Script(paths, attempt)))
        {
            test.Answer(livy, code, session);
        }

        test.ReadyWarehouse();
        var manifest = test.Do(() => test.Ports.Lake.Commit(new OutputToCommit(paths.Manifest("airports"), paths.Output("airports", attempt), 1, []), None));
        return Staged.Of(test, manifest);
    }

    /// <summary>The job's statements as a run posts them.</summary>
    private static ImmutableArray<string> Script(LakePaths paths, int attempt) =>
    [
        .. SparkScript.Split(Arrivals.SparkScripts["airports.sql"]).Select((statement, i) => $"-- [{Wanted.Run}/airports/{attempt}/{i}]\n" + statement.Text
            .Replace("${source}", paths.Source, StringComparison.Ordinal).Replace("${sink}", paths.Output("airports", attempt), StringComparison.Ordinal)),
    ];
}
