using Pipeline.Actors;
using Pipeline.Actors.Warehouses;
using Pipeline.Host.Adapters.Warehouse;
using Xunit;

namespace Pipeline.Tests.Adapters.Warehouse;

public sealed class SqlStatementsTests
{
    [Theory]
    [InlineData("SELECT 1", "SELECT 1")]
    [InlineData("SELECT 1;", "SELECT 1")]
    [InlineData("-- first\nDELETE FROM a;\n\n/* ; */ INSERT INTO a SELECT ';';\n-- end", "DELETE FROM a", "INSERT INTO a SELECT ';'")]
    [InlineData("SELECT $$;$$ ; SELECT \"a;b\"", "SELECT $$;$$", "SELECT \"a;b\"")]
    [InlineData(" ; -- nothing\n ;")]
    public void A_script_is_cut_where_its_statements_end(string script, params string[] statements)
    {
        var cut = SqlStatements.Split(new SqlScript("s.sql", script));
        Assert.Equal(statements, cut.Select(statement => statement.Text));
        Assert.All(cut, statement => Assert.Equal(statement.Text, script.Substring(statement.Start, statement.Text.Length)));
    }

    [Theory]
    [InlineData("DELETE FROM a;\nCOMMIT;", "s.sql, line 2: COMMIT has no place here: the script runs in one transaction already, as a whole. Take it out.")]
    [InlineData("begin; DELETE FROM a", "s.sql, line 1: BEGIN has no place here: the script runs in one transaction already, as a whole. Take it out.")]
    public void A_script_cannot_end_its_transaction(string script, string message) =>
        Assert.Equal(message, Assert.Throws<PortFailureException>(() => SqlStatements.Split(new SqlScript("s.sql", script))).Message);

    [Fact]
    public void A_query_is_a_single_statement()
    {
        Assert.Equal("SELECT 1", SqlStatements.Single(new SqlScript("check keys", "SELECT 1;")).Text);
        var failure = Assert.Throws<PortFailureException>(() => SqlStatements.Single(new SqlScript("check keys", "SELECT 1; SELECT 2")));
        Assert.Equal((FailureKind.Permanent, "check keys has to be one query, and is 2 statements."), (failure.Kind, failure.Message));
    }

    [Theory]
    [InlineData("SELECT x", 1, 1, 1, "SELECT x\n^")]
    [InlineData("SELECT x", 8, 1, 8, "SELECT x\n       ^")]
    [InlineData("SELECT 1,\r\n\tx\r\nFROM t", 13, 2, 2, " x\n ^")]
    [InlineData("SELECT '𝄞', x", 13, 1, 14, "SELECT '𝄞', x\n             ^")]
    public void A_position_is_told_as_line_and_column(string text, int position, int line, int column, string shown)
    {
        var script = new SqlScript("s.sql", text);
        var place = ScriptPlace.Of(script, new SqlStatement(0, text), position);
        Assert.Equal((line, column, shown), (place.Line, place.Column, place.Show()));
    }

    [Fact]
    public void A_position_counts_from_its_statement_and_a_long_line_is_cut_around_it()
    {
        var text = "DELETE FROM a;\nSELECT " + new string('1', 1000) + ", x";
        var statement = SqlStatements.Split(new SqlScript("s.sql", text))[1];
        var place = ScriptPlace.Of(new SqlScript("s.sql", text), statement, 1010);
        Assert.Equal((2, 1010), (place.Line, place.Column));
        Assert.Equal(new string('1', 78) + ", x\n" + new string(' ', 80) + "^", place.Show());
    }
}
