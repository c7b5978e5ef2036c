using Pipeline.Actors.Definitions;
using Xunit;

namespace Pipeline.Tests.Definitions;

public class ScriptStatementKindTests
{
    [Theory]
    [InlineData("CREATE TEMPORARY VIEW v AS SELECT 1")]
    [InlineData("create or replace temp view v USING csv OPTIONS (path 'x')")]
    [InlineData("CREATE GLOBAL TEMPORARY VIEW v AS SELECT 1")]
    [InlineData("CREATE TEMPORARY FUNCTION f AS 'x'")]
    [InlineData("-- marker r1/job/1/0\nSET spark.sql.ansi.enabled=false")]
    [InlineData("RESET")]
    [InlineData("CACHE LAZY TABLE t")]
    [InlineData("CLEAR CACHE")]
    [InlineData("DROP VIEW IF EXISTS v")]
    [InlineData("REFRESH TABLE v")]
    [InlineData("USE db")]
    public void Changes_the_session_only(string statement) => Is(ScriptStatementKind.SessionLocal, statement);

    [Theory]
    [InlineData("INSERT OVERWRITE DIRECTORY 'x' USING parquet SELECT 1")]
    [InlineData("/* note */ insert into t select 1")]
    [InlineData("WITH a AS (SELECT 1), b (x) AS (SELECT 2) INSERT INTO t SELECT * FROM a")]
    [InlineData("FROM t INSERT INTO u SELECT * INSERT INTO w SELECT *")]
    [InlineData("FROM (SELECT 1) t INSERT INTO u SELECT *")]
    [InlineData("CREATE TABLE t (a INT)")]
    [InlineData("CREATE VIEW v AS SELECT 1")]
    [InlineData("CREATE OR REPLACE VIEW v AS SELECT 1")]
    [InlineData("DROP TABLE t")]
    [InlineData("MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE")]
    [InlineData("ANALYZE TABLE t COMPUTE STATISTICS")]
    [InlineData("nonsense")]
    [InlineData("")]
    public void Changes_something_outside_or_may(string statement) => Is(ScriptStatementKind.OutsideEffect, statement);

    [Theory]
    [InlineData("DESCRIBE v")]
    [InlineData("desc table v")]
    public void Tells_a_schema(string statement) => Is(ScriptStatementKind.Describe, statement);

    [Theory]
    [InlineData("SELECT 1")]
    [InlineData("-- INSERT\nselect 'INSERT'")]
    [InlineData("(SELECT 1) UNION ALL (SELECT 2)")]
    [InlineData("WITH a AS (SELECT 1), `b` AS (VALUES (2)) SELECT * FROM a, b")]
    [InlineData("WITH a (SELECT 1) FROM a SELECT *")]
    [InlineData("FROM (SELECT 'INSERT' AS insert_word) t SELECT *")]
    [InlineData("VALUES (1)")]
    [InlineData("TABLE v")]
    [InlineData("SHOW VIEWS")]
    [InlineData("EXPLAIN SELECT 1")]
    public void Reads_only(string statement) => Is(ScriptStatementKind.Query, statement);

    private static void Is(ScriptStatementKind kind, string statement) => Assert.Equal(kind, ScriptStatements.Classify(statement));
}
