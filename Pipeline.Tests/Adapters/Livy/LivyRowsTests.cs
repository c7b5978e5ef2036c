using Pipeline.Actors;
using Pipeline.Actors.Sessions;
using Xunit;

namespace Pipeline.Tests.Adapters.Livy;

public sealed class LivyRowsTests
{
    [Fact]
    public async Task Numbers_keep_the_text_that_Livy_wrote()
    {
        var rows = await Rows(
            "03-sql-outputs",
            "SELECT CAST(1.10 AS decimal(10,2)) AS a, CAST(12345678901234567890.123456789 AS decimal(38,9)) AS b, CAST(5 AS decimal(20,0)) AS c, " +
            "CAST(0.0000001 AS decimal(20,10)) AS d, CAST(NULL AS decimal(5,1)) AS n, 1.5 AS lit");
        Assert.Equal(["decimal(10,2)", "decimal(38,9)", "decimal(20,0)", "decimal(20,10)", "decimal(5,1)", "decimal(2,1)"], rows.Columns.Select(column => column.Type));
        Assert.Equal((string?[])["1.1", "1.2345678901234567E19", "5.0", "1.0E-7", null, "1.5"], rows.Rows[0].ToArray());
    }

    [Fact]
    public async Task Texts_lose_their_quotes_and_other_values_are_as_they_stand()
    {
        var rows = await Rows(
            "03-sql-outputs", "SELECT named_struct('x',1,'y','two') AS s, struct(1, struct(2,3) AS inner) AS nested, CAST(NULL AS struct<a:int>) AS n");
        Assert.StartsWith("{\"type\":\"struct\"", rows.Columns[0].Type, StringComparison.Ordinal);
        Assert.Contains("\"values\":[1,\"two\"]", rows.Rows[0][0]);
        Assert.Null(rows.Rows[0][2]);

        rows = await Rows("03-sql-outputs", "SELECT CAST('NaN' AS double) AS nan, CAST('Infinity' AS double) AS inf, CAST('-Infinity' AS double) AS ninf");
        Assert.Equal((string?[])[null, "Infinity", "-Infinity"], rows.Rows[0].ToArray());
    }

    [Fact]
    public async Task A_statement_without_a_result_has_no_columns()
    {
        var rows = await Rows("10a-eviction", "{}", """{"status":"ok","data":{"application/json":{"schema":{"type":"struct","fields":[]},"data":[]}}}""");
        Assert.Empty(rows.Columns);
        Assert.Empty(rows.Rows);
    }

    [Fact]
    public async Task Printed_text_and_tables_of_Python_are_read_too()
    {
        var table = await Rows("05-pyspark", "t2 = [{'n':1,'s':'a'},{'n':2,'s':'b'}]\n%table t2");
        Assert.Equal([new Column("n", "INT_TYPE"), new Column("s", "STRING_TYPE")], table.Columns.ToArray());
        Assert.Equal((string?[])["2", "b"], table.Rows[1].ToArray());

        var text = await Rows("07-queue-and-cancel", "print('behind')");
        Assert.Equal([new Column("text/plain", "string")], text.Columns.ToArray());
        Assert.Equal((string?[])["behind"], text.Rows[0].ToArray());
    }

    [Fact]
    public async Task A_magic_that_failed_says_ok_and_is_a_failure()
    {
        var statement = await Statement(RecordedLivy.Statement("05-pyspark", "%json undefined_name"));
        Assert.Equal(new StatementError("KeyError", "'undefined_name'", FailureKind.Transient), statement.Error);
    }

    private static async Task<RowSet> Rows(string recording, string code, string? output = null)
    {
        var answer = output is null ? RecordedLivy.Statement(recording, code) : Answer.Json(200, $$"""{"id":0,"code":"x","state":"available","output":{{output}}}""");
        var statement = await Statement(answer);
        Assert.Equal(StatementStatus.Succeeded, statement.Status);
        return statement.Rows!;
    }

    private static Task<Statement> Statement(Answer answer)
    {
        var livy = new ScriptedLivy().On("GET /sessions/life/statements/0", answer);
        return livy.Livy.GetStatement(ScriptedLivy.Endpoint, "life", 0, CancellationToken.None);
    }
}
