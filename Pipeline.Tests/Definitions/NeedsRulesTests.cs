using Xunit;

namespace Pipeline.Tests.Definitions;

public class NeedsRulesTests
{
    private static readonly SamplePipeline Valid = new();

    [Fact]
    public void A_cycle_is_named_from_table_to_table() =>
        Assert.Equal(
            "pipelines/orders.yaml:14: star.dim_day.needs: these tables wait for each other, so none would ever be loaded: " +
            "dim_day -> fact_order -> dim_day; remove one of these needs.",
            Valid.With("needs: [staging_orders]", "needs: [staging_orders, fact_order]").Problem());

    [Fact]
    public void A_table_that_waits_for_itself_is_a_cycle() =>
        Assert.Contains("loaded: dim_day -> dim_day; ", Valid.With("needs: [staging_orders]", "needs: [staging_orders, dim_day]").Problem());

    [Fact]
    public void Every_cycle_is_named_once()
    {
        var problems = Valid.With("needs: [staging_orders]", "needs: [staging_orders, fact_order, dim_day]").Problems();
        Assert.Equal(2, problems.Length);
        Assert.Contains("dim_day -> fact_order -> dim_day;", problems[0]);
        Assert.Contains("loaded: dim_day -> dim_day;", problems[1]);
    }

    [Fact]
    public void A_table_that_is_read_but_not_waited_for_is_a_problem_where_it_is_read()
    {
        const string text = "staging_orders is used here, but star.{0} does not wait for it and may run before it is loaded; add it to 'needs' there.";
        Assert.Equal(
            [
                $"pipelines/orders.yaml:15: star.fact_order.expect: {string.Format(text, "fact_order")}",
                $"sql/orders/dim-day.sql:2: {string.Format(text, "dim_day")}",
                $"sql/orders/fact-order.sql:2: {string.Format(text, "fact_order")}",
            ],
            Valid.With("needs: [staging_orders]", "needs: []").Problems());
    }

    [Fact]
    public void A_check_waits_for_what_its_table_waited_for()
    {
        Assert.Empty(Valid.With("needs: [dim_day], script", "script").Problems());
        Assert.StartsWith(
            "pipelines/orders.yaml:17: checks.not-empty.query: fact_order is used here, but checks.not-empty does not wait for it",
            Valid.With("table: fact_order, query", "table: dim_day, query").Problem());
    }

    [Fact]
    public void Names_in_strings_and_comments_are_not_read() =>
        Assert.Empty(Valid.WithSql("dim-day.sql", "DELETE", "-- ${schema}.fact_order\nSELECT '${schema}.fact_order';\nDELETE").Problems());
}
