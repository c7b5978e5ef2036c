using Pipeline.Actors.Definitions;
using Xunit;

namespace Pipeline.Tests.Definitions;

public class SparkScriptTests
{
    [Theory]
    [InlineData("SELECT 1; SELECT 2", "SELECT 1", "SELECT 2")]
    [InlineData("SELECT 1;;\n ; -- end\n", "SELECT 1")]
    [InlineData("", new string[0])]
    [InlineData("-- nothing\n/* ; */ ;", new string[0])]
    [InlineData("SELECT ';' AS a; SELECT \";\" AS b", "SELECT ';' AS a", "SELECT \";\" AS b")]
    [InlineData("SET `quoted.key`=`a;b`; SELECT 1", "SET `quoted.key`=`a;b`", "SELECT 1")]
    [InlineData("SELECT `a``;b` FROM t; SELECT 1", "SELECT `a``;b` FROM t", "SELECT 1")]
    [InlineData("SELECT 1 -- x; SELECT 2\n; SELECT 3", "SELECT 1 -- x; SELECT 2", "SELECT 3")]
    [InlineData("SELECT /* ; */ 1; SELECT 2", "SELECT /* ; */ 1", "SELECT 2")]
    [InlineData("SELECT /* a /* ; */ ; */ 1; SELECT 2", "SELECT /* a /* ; */ ; */ 1", "SELECT 2")]
    [InlineData("SELECT /*+ COALESCE(1) */ 1; SELECT 2", "SELECT /*+ COALESCE(1) */ 1", "SELECT 2")]
    [InlineData("SELECT 'it''s;'; SELECT 2", "SELECT 'it''s;'", "SELECT 2")]
    [InlineData("SELECT - 1; SELECT 1 / 2", "SELECT - 1", "SELECT 1 / 2")]
    public void Splits_at_semicolons_outside_of_strings_names_and_comments(string script, params string[] statements) =>
        Assert.Equal(statements, SparkScript.Split(script).Select(statement => statement.Text));

    [Theory]
    [InlineData(@"SELECT '\';'; SELECT 2", @"SELECT '\';'")]
    [InlineData(@"SELECT ""\"";""; SELECT 2", @"SELECT ""\"";""")]
    [InlineData(@"SELECT '\\'; SELECT 2", @"SELECT '\\'")]
    [InlineData(@"SELECT r'\'; SELECT 2", @"SELECT r'\'")]
    [InlineData(@"SELECT R""\""; SELECT 2", @"SELECT R""\""")]
    [InlineData(@"SELECT bar'\';'; SELECT 2", @"SELECT bar'\';'")]
    public void Backslashes_escape_in_strings_but_not_in_raw_ones(string script, string first) =>
        Assert.Equal([first, "SELECT 2"], SparkScript.Split(script).Select(statement => statement.Text));

    [Fact]
    public void A_backslash_at_the_end_of_a_comment_line_continues_it() =>
        Assert.Equal(["SELECT 1 -- one \\\n; SELECT 2", "SELECT 3"], SparkScript.Split("SELECT 1 -- one \\\n; SELECT 2\n; SELECT 3").Select(s => s.Text));

    [Fact]
    public void Every_statement_has_the_line_it_starts_in()
    {
        var statements = SparkScript.Split("-- head\nSELECT 1;\n\n\nSELECT\n 2;SELECT 3;\n");
        Assert.Equal([("-- head\nSELECT 1", 1), ("SELECT\n 2", 5), ("SELECT 3", 6)], statements.Select(s => (s.Text, s.Line)));
    }

    [Theory]
    [InlineData("SELECT 'open; SELECT 2")]
    [InlineData("SELECT `open; SELECT 2")]
    [InlineData("SELECT 1 /* open; SELECT 2")]
    [InlineData("/* open; SELECT 2")]
    [InlineData(@"SELECT 'open\")]
    public void What_is_never_closed_stays_one_statement_for_Spark_to_refuse(string script) =>
        Assert.Equal([script], SparkScript.Split(script).Select(statement => statement.Text));

    [Fact]
    public void Windows_line_ends_are_counted_once()
    {
        var statements = SparkScript.Split("SELECT 1;\r\n-- note\r\nSELECT 2;\r\n");
        Assert.Equal([("SELECT 1", 1), ("-- note\r\nSELECT 2", 2)], statements.Select(s => (s.Text, s.Line)));
    }
}
