using Xunit;

namespace Pipeline.Tests.Definitions;

public class VariableRulesTests
{
    private static readonly SamplePipeline Valid = new();

    [Fact]
    public void Scripts_see_what_the_run_gives_them_and_the_parameters()
    {
        Assert.Empty(Valid.WithSpark("CAST(id AS BIGINT)", "'${source} ${sink} ${reference} ${run} ${schema} ${year}'").Problems());
        Assert.Empty(Valid.WithSql("dim-day.sql", "DISTINCT day", "'${run} ${schema} ${year} ${source}'").Problems());
    }

    [Theory]
    [InlineData("${sorce}", "${sorce} is no variable (did you mean 'source'?); a Spark script may use source, sink, reference, run, schema, year; declare others as parameters.")]
    [InlineData("${env:HOME}", "${env:HOME} is no variable; ")]
    [InlineData("${ year }", "${ year } is no variable (did you mean 'year'?); ")]
    [InlineData("${}", "${} is no variable; ")]
    public void A_variable_that_is_left_over_in_a_Spark_script_is_a_problem(string use, string message) =>
        Assert.StartsWith($"spark/orders/clean.sql:2: {message}", Valid.WithSpark("CAST(id AS BIGINT)", $"'{use}'").Problem());

    [Fact]
    public void Files_of_the_lake_are_no_variables_of_the_warehouse() =>
        Assert.StartsWith(
            "sql/orders/dim-day.sql:2: ${sink} is no variable; the warehouse's SQL may use schema, run, source, year; ",
            Valid.WithSql("dim-day.sql", "DISTINCT day", "'${sink}'").Problem());

    [Fact]
    public void Inline_queries_and_places_are_looked_through_too()
    {
        Assert.StartsWith(
            "pipelines/orders.yaml:17: checks.not-empty.query: ${shcema} is no variable (did you mean 'schema'?)", Valid.With("${schema}.fact_order\", sev", "${shcema}.fact_order\", sev").Problem());
        Assert.StartsWith(
            "pipelines/orders.yaml:6: source: ${yaer} is no variable (did you mean 'year'?); this place may use source, year; ",
            Valid.With("source: ${source}\n", "source: ${source}/${yaer}\n").Problem());
        Assert.StartsWith(
            "pipelines/orders.yaml:7: sink: ${run} is no variable; this place may use source, year; ",
            Valid.With("source: ${source}\n", "source: ${source}\nsink: s3://b/${run}\n").Problem());
    }
}
