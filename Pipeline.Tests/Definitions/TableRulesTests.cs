using Xunit;

namespace Pipeline.Tests.Definitions;

public class TableRulesTests
{
    private static readonly SamplePipeline Valid = new();

    [Theory]
    [InlineData("staging_orders: clean", "staging_orders: claen", 12, "staging.staging_orders: there is no job 'claen' (did you mean 'clean'?); write 'table: job', with one of clean.")]
    [InlineData("table: fact_order, query", "table: fact_orders, query", 17, "checks.not-empty.table: there is no table 'fact_orders' in staging or star (did you mean 'fact_order'?); there are staging_orders, dim_day, fact_order.")]
    [InlineData("needs: [dim_day], script", "needs: [dim_day, dim_year], script", 18, "checks.days-found.needs.1: there is no table 'dim_year' in staging or star")]
    [InlineData("needs: [staging_orders]", "needs: [staging_orders, x]", 14, "star.dim_day.needs.1: there is no table 'x' in staging or star; there are ")]
    [InlineData("  dim_day: {", "  dim_week: { script: dim-day.sql, needs: [staging_orders] }\n  dim_day: {", 14, "star.dim_week: sql/orders/schema.sql has no CREATE TABLE for it; add one with its columns.")]
    [InlineData("  staging_orders: clean", "  staging_orders: clean\n  staging_order: clean", 13, "staging.staging_order: sql/orders/schema.sql has no CREATE TABLE for it (did you mean 'staging_orders'?)")]
    [InlineData("  dim_day: {", "  staging_orders: { script: dim-day.sql, needs: [] }\n  dim_day: {", 14, "star.staging_orders: a staging table has this name, too; give one of them another.")]
    public void What_is_spoken_of_must_be_there(string piece, string by, int line, string message) =>
        Assert.Contains(Valid.With(piece, by).Problems(), problem => problem.StartsWith($"pipelines/orders.yaml:{line}: {message}", StringComparison.Ordinal));

    [Fact]
    public void A_job_that_nothing_stages_is_fine() => Assert.Empty(Valid.With("warehouse:", "  extra: { script: clean.sql }\nwarehouse:").Problems());

    [Theory]
    [InlineData("schema: schema.sql", "schema: schemas.sql", 10, "warehouse.schema: there is no file sql/orders/schemas.sql (did you mean 'schema.sql'?); write it, or mend the name.")]
    [InlineData("script: dim-day.sql", "script: dim_day.sql", 14, "star.dim_day.script: there is no file sql/orders/dim_day.sql (did you mean 'dim-day.sql'?)")]
    [InlineData("script: days-found.sql", "script: nowhere.sql", 18, "checks.days-found.script: there is no file sql/orders/nowhere.sql; write it, or mend the name.")]
    [InlineData("script: dim-day.sql", "script: dim-day.txt", 14, "star.dim_day.script: 'dim-day.txt' is no SQL file; its name must end in .sql.")]
    public void Scripts_of_the_warehouse_must_be_there(string piece, string by, int line, string message) =>
        Assert.StartsWith($"pipelines/orders.yaml:{line}: {message}", Valid.With(piece, by).Problem());

    [Fact]
    public void An_empty_script_is_a_problem_of_its_file() =>
        Assert.Equal("sql/orders/dim-day.sql:1: the script is empty; write what it is to do.", (Valid with { Sql = Valid.Sql.SetItem("dim-day.sql", " \n") }).Problem());
}
