using System.Text.Json;
using Pipeline.Actors.Definitions;
using Pipeline.Host.Cli.Spark;
using Xunit;

namespace Pipeline.Tests.Host.Cli.Spark;

public class SparkAnswerTextTests
{
    private const string Script = "-- a comment\nSELECT 1;\nSELECT a\n  FROM nowhere;\n";

    [Fact]
    public void Numbers_keep_the_text_that_Livy_gave_them() => Assert.Equal(
        """{"sql":"SELECT 'ä'","status":"ok","schema":{"type":"struct","fields":[{"name":"x"}]},"data":[[1.0E10],[9223372036854775807],[1.0],[null]]}""",
        SparkAnswerText.JsonLine(Answer(
            "SELECT 'ä'", """{"status":"ok","data":{"application/json":{"schema":{"type":"struct","fields":[{"name":"x"}]},"data":[[1.0E10],[9223372036854775807],[1.0],[null]]}}}""")));

    [Fact]
    public void An_answer_stays_one_line_however_Livy_laid_it_out() =>
        Assert.DoesNotContain('\n', SparkAnswerText.JsonLine(Answer("SELECT 1\n", """
            {"status":"ok","data":{"application/json":{"schema":{"type":"struct",
              "fields":[]},"data":[]}}}
            """)));

    [Fact]
    public void An_error_is_told_by_name_and_message() => Assert.Equal(
        """{"sql":"x","status":"error","ename":"Error","evalue":"bad \"x\"\nhere"}""",
        SparkAnswerText.JsonLine(Answer("x", """{"status":"error","ename":"Error","evalue":"bad \"x\"\nhere","traceback":[]}""")));

    [Fact]
    public void A_cancelled_statement_is_an_error_too() => Assert.IsType<SparkError>(Answer("x", "null"));

    [Fact]
    public void Rows_are_a_table_with_NULL_for_null()
    {
        var rows = (SparkRows)Answer("x", """{"status":"ok","data":{"application/json":{"schema":{"fields":[{"name":"city"},{"name":"n"}]},"data":[["Köln",1.5],[null,2]]}}}""");
        Assert.Equal("city    n\nKöln  1.5\nNULL    2\n(2 rows)\n", SparkAnswerText.Table(rows));
    }

    [Theory]
    [InlineData("[TABLE_NOT_FOUND] nowhere; line 2 pos 7")]
    [InlineData("[TABLE_NOT_FOUND] nowhere.(line 2, pos 7)")]
    public void An_error_shows_the_line_of_the_script_that_it_is_about(string message)
    {
        var statement = SparkScript.Split(Script)[1];
        var text = SparkAnswerText.Error(new SparkError(statement.Text, "Error", message), statement, Script, "job.sql");
        Assert.Equal($"job.sql:4: Error: {message}\n4 |   FROM nowhere;\n           ^\n", text);
    }

    [Fact]
    public void A_statement_that_begins_within_a_line_has_its_place_there()
    {
        const string Two = "SELECT 1;\tSELECT nam;\n";
        var statement = SparkScript.Split(Two)[1];
        var text = SparkAnswerText.Error(new SparkError(statement.Text, "Error", "no; line 1 pos 7"), statement, Two, "job.sql");
        Assert.Equal("job.sql:1: Error: no; line 1 pos 7\n1 | SELECT 1;\tSELECT nam;\n             \t       ^\n", text);
    }

    [Fact]
    public void Without_a_position_it_is_no_comment_before_the_statement()
    {
        var statement = SparkScript.Split(Script)[0];
        Assert.StartsWith("job.sql:2: Error: boom\n2 | SELECT 1;\n", SparkAnswerText.Error(new SparkError(statement.Text, "Error", "boom"), statement, Script, "job.sql"));
    }

    [Fact]
    public void What_a_statement_became_is_a_script_with_the_place_in_front()
    {
        var statement = SparkScript.Split(Script)[0];
        Assert.Equal("-- job.sql:2 became\nCREATE TEMP TABLE t AS\nSELECT 1;\nSELECT 2;\n", SparkAnswerText.DuckDb(["CREATE TEMP TABLE t AS\nSELECT 1", "SELECT 2"], statement, "job.sql"));
        Assert.Equal("-- job.sql:2 became\n-- the view v\n", SparkAnswerText.DuckDb(["-- the view v"], statement, "job.sql"));
        Assert.Equal("-- job.sql:2 asks nothing of DuckDB\n", SparkAnswerText.DuckDb([], statement, "job.sql"));
    }

    [Fact]
    public void With_what_it_became_an_answer_stays_one_line_of_json() => Assert.Equal(
        """{"sql":"x","status":"error","ename":"Error","evalue":"no","duckdb":["SELECT 1\nFROM t"]}""",
        SparkAnswerText.JsonLine(new SparkError("x", "Error", "no") { DuckDb = ["SELECT 1\nFROM t"] }));

    [Fact]
    public void Without_a_position_it_is_the_first_line_of_the_statement()
    {
        var statement = SparkScript.Split(Script)[1];
        Assert.StartsWith("job.sql:3: Error: boom\n3 | SELECT a\n", SparkAnswerText.Error(new SparkError(statement.Text, "Error", "boom"), statement, Script, "job.sql"));
    }

    private static SparkAnswer Answer(string sql, string output)
    {
        using var statement = JsonDocument.Parse($$"""{"id":0,"state":"available","output":{{output}}}""");
        return SparkAnswer.Of(sql, statement.RootElement);
    }
}
