using Xunit;

namespace Pipeline.Tests.Definitions;

public class SchemaRulesTests
{
    private static readonly SamplePipeline Valid = new();

    [Theory]
    [InlineData("(day DATE NOT NULL PRIMARY KEY)", "(day DATE ENCODE az64)", 2, "dim_day: column 'day' has ENCODE, which only Redshift knows; ")]
    [InlineData("(day DATE NOT NULL PRIMARY KEY)", "(day DATE DISTKEY)", 2, "dim_day: column 'day' has DISTKEY, which only Redshift knows; ")]
    [InlineData("(day DATE NOT NULL PRIMARY KEY)", "(\n  day DATE,\n  n BIGINT IDENTITY(1,1))", 4, "dim_day: column 'n' is an IDENTITY, so loading again would give other keys; ")]
    [InlineData("(day DATE NOT NULL PRIMARY KEY)", "(day DATE,\n day DATE)", 3, "dim_day: column 'day' stands here a second time; remove one of the two.")]
    [InlineData("(day DATE NOT NULL PRIMARY KEY)", "(day NOT NULL)", 2, "dim_day: column 'day' has no type; write one behind its name.")]
    [InlineData("PRIMARY KEY);", "PRIMARY KEY);\nCREATE TABLE Dim_Day (day DATE);", 3, "dim_day: the table is created here a second time; remove one of the two.")]
    [InlineData(" SORTKEY (day);", ";\nSELECT 'open;", 4, "what is opened here (a quote, a comment) is never closed; close it.")]
    public void What_one_of_the_warehouses_cannot_do_is_refused(string piece, string by, int line, string message) =>
        Assert.StartsWith($"sql/orders/schema.sql:{line}: {message}", Valid.WithSql("schema.sql", piece, by).Problem());

    [Fact]
    public void A_parenthesis_that_is_never_closed_is_named() =>
        Assert.Contains(
            "sql/orders/schema.sql:3: fact_order: the parenthesis around its columns is never closed; close it.",
            Valid.WithSql("schema.sql", "day DATE) SORTKEY (day);", "day DATE").Problems());

    [Fact]
    public void Every_piece_of_SQL_is_looked_through_for_open_quotes()
    {
        Assert.StartsWith("sql/orders/dim-day.sql:2: what is opened here", Valid.WithSql("dim-day.sql", "DISTINCT day", "DISTINCT \"day").Problem());
        Assert.StartsWith(
            "pipelines/orders.yaml:15: star.fact_order.expect: what is opened here",
            Valid.With("FROM ${schema}.staging_orders\"", "FROM ${schema}.staging_orders WHERE 'x\"").Problem());
    }
}
