using Pipeline.Actors.Definitions;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Warehouses;
using Xunit;

namespace Pipeline.Tests.Definitions;

public class StagingColumnsTests
{
    [Theory]
    [InlineData("VARCHAR(10)", "string")]
    [InlineData("character varying(10)", "string")]
    [InlineData("TEXT", "string")]
    [InlineData("SMALLINT", "tinyint")]
    [InlineData("int2", "smallint")]
    [InlineData("INTEGER", "int")]
    [InlineData("INT4", "int")]
    [InlineData("BIGINT", "bigint")]
    [InlineData("INT8", "bigint")]
    [InlineData("DOUBLE PRECISION", "double")]
    [InlineData("FLOAT8", "double")]
    [InlineData("DECIMAL(10,2)", "decimal(10,2)")]
    [InlineData("NUMERIC(10,2)", "decimal(10,2)")]
    [InlineData("NUMERIC(18)", "decimal(18,0)")]
    [InlineData("DATE", "date")]
    [InlineData("BOOL", "boolean")]
    public void A_type_that_holds_the_outputs_fits(string declared, string described) => Assert.Empty(Check([("a", declared)], [("A", described)]));

    [Theory]
    [InlineData("INTEGER", "bigint", "BIGINT")]
    [InlineData("BIGINT", "int", "INTEGER")]
    [InlineData("REAL", "double", "DOUBLE PRECISION")]
    [InlineData("DECIMAL(10,3)", "decimal(10,2)", "DECIMAL(10,2)")]
    [InlineData("NUMERIC", "decimal(10,0)", "DECIMAL(10,0)")]
    [InlineData("DATE", "string", "VARCHAR(n)")]
    [InlineData("VARCHAR(10)", "date", "DATE")]
    public void Another_type_is_a_problem_that_says_what_to_declare(string declared, string described, string right)
    {
        var problem = Assert.Single(Check([("a", declared)], [("a", described)]));
        Assert.Equal($"staging_x.a: the table has {declared}, but the job's output is {described.ToUpperInvariant()}; declare it as {right}, or cast it in the job.", problem);
    }

    [Theory]
    [InlineData("timestamp")]
    [InlineData("binary")]
    [InlineData("float")]
    [InlineData("void")]
    [InlineData("array<int>")]
    [InlineData("struct<a:decimal(10,2)>")]
    public void A_type_that_cannot_be_staged_is_refused_by_name(string described)
    {
        var problem = Assert.Single(Check([("a", "VARCHAR(9)")], [("a", described)]));
        Assert.Contains($"'a' is {described.ToUpperInvariant()}, which cannot be staged; cast it to ", problem);
    }

    [Fact]
    public void Swapped_columns_of_one_type_are_found()
    {
        var problem = Assert.Single(Check([("year", "INT"), ("state", "TEXT"), ("country", "TEXT")], [("year", "int"), ("country", "string"), ("state", "string")]));
        Assert.Equal(
            "staging_x: column 2 is 'state', but the job's output has 'country' there; write the columns in the table's order: year, state, country.", problem);
    }

    [Fact]
    public void Missing_unknown_and_repeated_columns_are_all_named()
    {
        var problems = Check([("city", "TEXT"), ("population", "BIGINT")], [("city", "string"), ("CITY", "string"), ("populaton", "string")]);
        Assert.Equal(
            [
                "staging_x.population: the job's output has no such column (did you mean 'populaton'?); add it to what the job writes, or drop it from the table.",
                "staging_x: the job's output has a column 'populaton' that the table has not (did you mean 'population'?); add it to the table, or leave it out of what the job writes.",
                "staging_x: the job's output has 2 columns 'city'; give each a name of its own.",
            ],
            problems);
    }

    private static string[] Check((string Name, string Type)[] declared, (string Name, string Type)[] described) =>
        [.. StagingColumns.Check(
            "staging_x",
            [.. declared.Select(column => new TableColumn(column.Name, column.Type))],
            [.. described.Select(column => new OutputColumn(column.Name, column.Type))])];
}
