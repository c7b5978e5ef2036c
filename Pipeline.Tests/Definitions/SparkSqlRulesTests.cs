using Pipeline.Actors.Definitions.Rules;
using Xunit;

namespace Pipeline.Tests.Definitions;

public class SparkSqlRulesTests
{
    private const string View = "CREATE OR REPLACE TEMPORARY VIEW written USING parquet OPTIONS (path '${sink}');\n";
    private const string Write = "INSERT OVERWRITE DIRECTORY '${sink}' USING parquet SELECT 1 AS a;\n";
    private const string Ending = "DESCRIBE written;\nSELECT 1 AS read;\n";

    [Theory]
    [InlineData(Write + View + Ending)]
    [InlineData("-- notes ${sink}\nSELECT 1;\nDESCRIBE x;\n" + Write + "SELECT 2;\n" + View + Ending + "CLEAR CACHE;\n")]
    [InlineData("WITH a AS (SELECT 1) insert overwrite directory \"${sink}\" using PARQUET OPTIONS (compression 'gzip') SELECT * FROM a;\ncreate temp view `written` using parquet options (path '${sink}'); desc table WRITTEN; WITH b AS (SELECT 1 AS read) SELECT * FROM b")]
    public void The_whole_shape_is_taken(string script) => Assert.Empty(SparkSqlRules.Problems(script));

    [Theory]
    [InlineData("SELECT 1", 1, "the script writes nothing; end it with 'INSERT OVERWRITE DIRECTORY '${sink}' USING parquet SELECT ...'")]
    [InlineData("\n-- where to\nINSERT OVERWRITE DIRECTORY '/tmp/x' USING parquet SELECT 1;\n", 3, "'INSERT OVERWRITE DIRECTORY '/tmp/x' USING parquet SELECT 1' may change something outside")]
    [InlineData("INSERT OVERWRITE DIRECTORY '${sink}/part' USING parquet SELECT 1", 1, "'INSERT OVERWRITE DIRECTORY '${sink}/part'")]
    [InlineData("INSERT OVERWRITE DIRECTORY '${sink}' USING csv SELECT 1", 1, "'INSERT OVERWRITE DIRECTORY '${sink}' USING csv")]
    [InlineData("INSERT OVERWRITE LOCAL DIRECTORY '${sink}' USING parquet SELECT 1", 1, "'INSERT OVERWRITE LOCAL DIRECTORY")]
    [InlineData("CREATE TABLE t (a INT);\n" + Write + View + Ending, 1, "'CREATE TABLE t (a INT)' may change something outside of the session")]
    [InlineData(Write + Write + View + Ending, 2, "the output is written here a second time, over the first")]
    [InlineData(Write + View + "SELECT 1 AS read;\n", 3, "the last two statements that answer something must be DESCRIBE")]
    [InlineData(Write + View + "SELECT 1 AS read;\nDESCRIBE written;\n", 4, "the last two statements that answer something must be DESCRIBE")]
    [InlineData(Write + View, 1, "the last two statements that answer something must be DESCRIBE")]
    [InlineData("DESCRIBE written;\n" + Write + "SELECT 1 AS read;\n", 3, "the last two statements that answer something must be DESCRIBE")]
    [InlineData(Write + View + "DESCRIBE written;\nSHOW VIEWS;\n", 4, "the last statement must be the report")]
    [InlineData(Write + View + "DESCRIBE EXTENDED written;\nSELECT 1;\n", 3, "the output's schema is read from 'DESCRIBE view' with nothing else in it.")]
    [InlineData(View + Write + Ending, 3, "'written' is described, but after the write no temporary view of this name is made; add ")]
    [InlineData(Write + "CREATE TEMPORARY VIEW written AS SELECT 1;\n" + Ending, 3, "'written' is described, but after the write no temporary view")]
    [InlineData("SELECT 1;\nSELECT 'open;\n" + Write + View + Ending, 4, "what is opened here (a quote, a comment) is never closed; close it.")]
    [InlineData("SELECT 1; /* open\n" + Write, 1, "what is opened here (a quote, a comment) is never closed; close it.")]
    public void What_is_missing_or_too_much_is_named_with_its_line(string script, int line, string message)
    {
        var problem = Assert.Single(SparkSqlRules.Problems(script));
        Assert.Equal(line, problem.Line);
        Assert.StartsWith(message, problem.Message);
    }

    [Fact]
    public void A_job_script_is_judged_under_its_own_name() =>
        Assert.StartsWith("spark/orders/clean.sql:5: the last two statements", new SamplePipeline().WithSpark("DESCRIBE written;", "SELECT 1;").Problem());
}
