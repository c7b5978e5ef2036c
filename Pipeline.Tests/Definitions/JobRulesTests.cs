using Pipeline.Actors.Definitions;
using Xunit;

namespace Pipeline.Tests.Definitions;

public class JobRulesTests
{
    private static readonly SamplePipeline Valid = new();

    [Theory]
    [InlineData("clean.py", JobKind.PySpark)]
    [InlineData("clean.scala", JobKind.Spark)]
    [InlineData("clean.R", JobKind.SparkR)]
    public void On_AWS_every_kind_runs_and_is_told_by_the_extension(string script, JobKind kind)
    {
        var reading = (Scripted(script) with { Environment = TargetEnvironment.Aws }).Read();
        Assert.Empty(reading.Problems);
        var job = Assert.Single(reading.Pipeline!.Definition.Jobs);
        Assert.Equal((kind, 0), (job.Kind, job.Retries));
    }

    [Theory]
    [InlineData("clean.py", false, "PySpark jobs need a Spark, and none was found here")]
    [InlineData("clean.scala", true, "Scala jobs do not run in the local environment")]
    [InlineData("clean.R", true, "R jobs do not run in the local environment")]
    public void Locally_what_cannot_run_is_refused(string script, bool hasSpark, string message) =>
        Assert.StartsWith(
            $"pipelines/orders.yaml:9: jobs.clean.script: {message}",
            (Scripted(script) with { Environment = TargetEnvironment.Local(hasSpark) }).Problem());

    [Fact]
    public void Locally_PySpark_runs_where_Spark_is() => Assert.Empty((Scripted("clean.py") with { Environment = TargetEnvironment.Local(hasSpark: true) }).Problems());

    [Fact]
    public void A_script_of_one_statement_is_retried_only_if_it_may_run_twice()
    {
        var retried = Scripted("clean.py", "retries: 1, ") with { Environment = TargetEnvironment.Aws };
        Assert.StartsWith("pipelines/orders.yaml:9: jobs.clean.retries: a script that is not SQL is one statement", retried.Problem());
        Assert.Empty(retried.With("retries: 1", "retries: 1, rerunnable: true").Problems());
        Assert.Equal(2, retried.With("retries: 1", "rerunnable: true").Read().Pipeline!.Definition.Jobs[0].Retries);
    }

    [Theory]
    [InlineData("clean.sh", "'clean.sh' is no kind of Spark job; its name must end in .sql (SQL), .py (PySpark), .scala or .R.")]
    [InlineData("clean.r", "'clean.r' is no kind of Spark job")]
    [InlineData("clena.sql", "there is no file spark/orders/clena.sql (did you mean 'clean.sql'?); write it, or mend the name.")]
    [InlineData("../other/clean.sql", "'../other/clean.sql' names a folder; the script must lie in spark/orders/ itself, and is written without it.")]
    public void A_job_names_a_script_of_its_folder(string script, string message) =>
        Assert.StartsWith($"pipelines/orders.yaml:9: jobs.clean.script: {message}", Valid.With("script: clean.sql", $"script: {script}").Problem());

    [Theory]
    [InlineData("spark.master", "Livy decides this for every session")]
    [InlineData("executor.memory", "Spark ignores settings whose name does not start with 'spark.'")]
    [InlineData("spark.hadoop.fs.s3a.secret.key", "this name sounds like a secret, and Livy shows a session's settings to everybody")]
    public void Settings_that_Livy_or_Spark_would_not_take_are_refused(string key, string message) =>
        Assert.StartsWith($"pipelines/orders.yaml:9: jobs.clean.conf.{key}: {message}", Valid.With("spark.sql.shuffle.partitions", key).Problem());

    [Fact]
    public void Settings_have_no_variables() =>
        Assert.Contains("jobs.clean.conf.spark.sql.shuffle.partitions: variables are not filled in here", Valid.With("partitions: 8", "partitions: \"${year}\"").Problem());

    private static SamplePipeline Scripted(string script, string retries = "") =>
        Valid.With("script: clean.sql, retries: 1, ", $"script: {script}, {retries}") with { Spark = SamplePipeline.Texts((script, "print('${sink}')")) };
}
