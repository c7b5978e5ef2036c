using Pipeline.Actors.Definitions;
using Xunit;

namespace Pipeline.Tests.Definitions;

public class DefinitionReadingTests
{
    private static readonly SamplePipeline Valid = new();

    [Fact]
    public void A_valid_pipeline_is_read_with_every_value_and_every_file_it_names()
    {
        var reading = Valid.Read();
        Assert.Empty(reading.Problems);
        var definition = reading.Pipeline!.Definition;
        Assert.Equal(("orders", "Orders by day.", "${source}", null), (definition.Name, definition.Description, definition.Source, definition.Sink));
        Assert.Equal(
            [new ParameterDefinition("source", "sample://orders?rows=10&seed=1", "where they come from"), new ParameterDefinition("year", null, "the year to keep")],
            definition.Parameters.AsEnumerable());
        Assert.Equal(
            new ClusterDefinition { CoreCount = 2, CoreType = "m6g.xlarge", IdleTimeout = TimeSpan.FromHours(1), Settle = TimeSpan.FromSeconds(90) }, definition.Cluster);
        var job = Assert.Single(definition.Jobs);
        Assert.Equal(("clean", "clean.sql", JobKind.Sql, 1, TimeSpan.FromMinutes(90), false), (job.Name, job.Script, job.Kind, job.Retries, job.Deadline, job.Rerunnable));
        Assert.Equal([KeyValuePair.Create("spark.sql.shuffle.partitions", "8")], job.Conf);
        Assert.Equal(
            new WarehouseDefinition { Schema = "schema.sql", Start = WarehouseStart.AfterJobs, OnFinish = OnFinish.Keep }, definition.Warehouse);
        Assert.Equal([new StagingDefinition("staging_orders", "clean")], definition.Staging.AsEnumerable());
        Assert.Equal(["dim_day", "fact_order"], definition.Star.Select(table => table.Table));
        Assert.Equal(["staging_orders"], definition.Star[0].Needs.AsEnumerable());
        Assert.Equal((null, "SELECT count(*) FROM ${schema}.staging_orders"), (definition.Star[0].Expect, definition.Star[1].Expect));
        Assert.Equal([Severity.Warn, Severity.Error], definition.Checks.Select(check => check.Severity));
        Assert.Equal(Valid.Sql["days-found.sql"], definition.Checks[1].Query);
        Assert.Equal(new DeadlinesDefinition { Run = TimeSpan.FromHours(2) }, definition.Deadlines);

        Assert.Equal(Valid.Spark, reading.Pipeline.SparkScripts);
        Assert.Equal(Valid.Sql, reading.Pipeline.SqlScripts);
        Assert.Equal(["country.csv"], reading.Pipeline.Reference.Keys);
    }

    [Theory]
    [InlineData("description: Orders", "descriptoin: Orders", 2, "descriptoin: unknown key (did you mean 'description'?); a pipeline has name, description, parameters, ")]
    [InlineData("retries: 1", "retires: 1", 9, "jobs.clean.retires: unknown key (did you mean 'retries'?); this has script, retries, deadline, rerunnable, conf.")]
    [InlineData("count: 2", "number: 2", 7, "cluster.core.number: unknown key; this has type, count.")]
    [InlineData("severity: warn", "severty: warn", 17, "checks.not-empty.severty: unknown key (did you mean 'severity'?)")]
    [InlineData("run: 2h", "rnu: 2h", 19, "deadlines.rnu: unknown key (did you mean 'run'?)")]
    [InlineData("default:", "defualt:", 4, "parameters.source.defualt: unknown key (did you mean 'default'?)")]
    public void An_unknown_key_is_a_problem_with_the_nearest_name(string piece, string by, int line, string message) => Starts(Valid.With(piece, by), line, message);

    [Theory]
    [InlineData("retries: 1", "retries: many", 9, "jobs.clean.retries: 'many' stands here, but a whole number from 0 to 10 is needed here; for example 2.")]
    [InlineData("retries: 1", "retries: 1.5", 9, "jobs.clean.retries: '1.5' stands here, ")]
    [InlineData("retries: 1", "retries: 11", 9, "jobs.clean.retries: '11' stands here, ")]
    [InlineData("retries: 1", "retries: [1]", 9, "jobs.clean.retries: a list stands here, ")]
    [InlineData("deadline: 1h30m", "deadline: 30", 9, "jobs.clean.deadline: '30' stands here, but a duration from 1s to 720h is needed here; write it as 45s, 30m or 1h30m.")]
    [InlineData("deadline: 1h30m", "deadline: 0s", 9, "jobs.clean.deadline: '0s' stands here, ")]
    [InlineData("deadline: 1h30m", "rerunnable: yes", 9, "jobs.clean.rerunnable: 'yes' stands here, but true or false is needed here; write one of the two words.")]
    [InlineData("on-finish: keep", "on-finish: kepp", 10, "warehouse.on-finish: 'kepp' stands here, but one of delete, snapshot, keep is needed here; take one of them (did you mean 'keep'?).")]
    [InlineData("needs: [staging_orders]", "needs: staging_orders", 14, "star.dim_day.needs: 'staging_orders' stands here, but a list of names is needed here; write it as [one, two].")]
    [InlineData("script: dim-day.sql", "script: { file: dim-day.sql }", 14, "star.dim_day.script: keys stand here, but a text is needed here")]
    [InlineData("description: Orders by day.", "description:", 2, "description: nothing stands here, but a text is needed here; write it behind the colon, or remove the key.")]
    [InlineData("deadlines: { run: 2h }", "deadlines: 2h", 19, "deadlines: '2h' stands here, but keys with values are needed here")]
    [InlineData("idle-timeout: 1h", "idle-timeout: 30s", 7, "cluster.idle-timeout: '30s' stands here, but a duration from 1m to 168h is needed here")]
    public void A_value_of_the_wrong_type_is_a_problem(string piece, string by, int line, string message) => Starts(Valid.With(piece, by), line, message);

    [Theory]
    [InlineData("name: orders\n", "", "'name' is missing: write 'name: orders', as the file is called.")]
    [InlineData("source: ${source}\n", "", "'source' is missing: ")]
    [InlineData("script: clean.sql, ", "", "jobs.clean: 'script' is missing: ")]
    [InlineData("schema: schema.sql, ", "", "warehouse: 'schema' is missing: ")]
    [InlineData("script: dim-day.sql, ", "", "star.dim_day: 'script' is missing: ")]
    [InlineData(", needs: [staging_orders]", "", "star.dim_day: 'needs' is missing: list the tables that must be loaded before, or write 'needs: []'.")]
    [InlineData("table: fact_order, query", "query", "checks.not-empty: 'table' is missing: ")]
    public void What_is_missing_is_named(string piece, string by, string message) =>
        Assert.Contains(Valid.With(piece, by).Read().Problems, problem => problem.Message.StartsWith(message, StringComparison.Ordinal));

    [Fact]
    public void A_pipeline_without_jobs_and_warehouse_is_none()
    {
        var problems = (Valid with { Yaml = "name: orders\nsource: s3://b/x\n" }).Problems();
        Assert.Equal(2, problems.Length);
        Assert.StartsWith("pipelines/orders.yaml:1: 'jobs' is missing", problems[0]);
        Assert.StartsWith("pipelines/orders.yaml:1: 'warehouse' is missing", problems[1]);
    }

    [Fact]
    public void A_key_that_stands_twice_is_a_problem_at_its_second_line() =>
        Starts(Valid.With("staging:\n", "description: again\nstaging:\n"), 11, "description: the key stands here twice; remove one of them.");

    [Fact]
    public void A_table_that_stands_twice_is_a_problem() =>
        Starts(Valid.With("  staging_orders: clean\n", "  staging_orders: clean\n  staging_orders: clean\n"), 13, "staging.staging_orders: the key stands here twice");

    [Fact]
    public void A_check_has_a_query_or_a_script_and_not_both()
    {
        Starts(Valid.With("needs: [dim_day], script: days-found.sql", "script: days-found.sql, query: SELECT 1"), 18, "checks.days-found: both 'query' and 'script'");
        Starts(Valid.With(", script: days-found.sql", ""), 18, "checks.days-found: neither 'query' nor 'script'");
    }

    [Fact]
    public void A_file_that_is_no_map_is_one_problem() =>
        Assert.Equal(
            "pipelines/orders.yaml:1: 'orders' stands here, but keys with values are needed here: write each as 'key: value', indented.",
            (Valid with { Yaml = "orders" }).Problem());

    [Fact]
    public void A_required_parameter_may_be_just_its_name()
    {
        var reading = Valid.With("year: { description: the year to keep }", "year:").Read();
        Assert.Empty(reading.Problems);
        Assert.Equal(new ParameterDefinition("year", null, ""), reading.Pipeline!.Definition.Parameters[1]);
    }

    [Fact]
    public void Every_problem_is_in_one_answer()
    {
        var spoilt = Valid.With("retries: 1", "retires: 1").With("on-finish: keep", "on-finish: burn").With("staging_orders: clean", "staging_orders: claen")
            .WithSpark("'${sink}' USING", "'/tmp/x' USING").WithSql("dim-day.sql", "DISTINCT day", "DISTINCT ${dya}");
        Assert.Equal(
            ["pipelines/orders.yaml:9", "pipelines/orders.yaml:10", "pipelines/orders.yaml:12", "spark/orders/clean.sql:2", "sql/orders/dim-day.sql:2"],
            spoilt.Problems().Select(problem => problem[..problem.IndexOf(": ", StringComparison.Ordinal)]));
    }

    private static void Starts(SamplePipeline pipeline, int line, string message) => Assert.StartsWith($"{SamplePipeline.File}:{line}: {message}", pipeline.Problem());
}
