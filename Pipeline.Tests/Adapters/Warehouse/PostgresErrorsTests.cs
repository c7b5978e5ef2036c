using System.Net.Sockets;
using Npgsql;
using Pipeline.Actors;
using Pipeline.Actors.Warehouses;
using Pipeline.Host.Adapters.Warehouse;
using Xunit;

namespace Pipeline.Tests.Adapters.Warehouse;

public sealed class PostgresErrorsTests
{
    [Theory]
    [InlineData("08000", FailureKind.Transient)] // connection exception
    [InlineData("08003", FailureKind.Transient)] // connection does not exist
    [InlineData("08006", FailureKind.Transient)] // connection failure
    [InlineData("25P03", FailureKind.Transient)] // idle in transaction timeout
    [InlineData("25P04", FailureKind.Transient)] // transaction timeout
    [InlineData("40001", FailureKind.Transient)] // serialization failure
    [InlineData("40003", FailureKind.Transient)] // statement completion unknown
    [InlineData("40P01", FailureKind.Transient)] // deadlock detected
    [InlineData("53000", FailureKind.Transient)] // insufficient resources
    [InlineData("53100", FailureKind.Transient)] // disk full
    [InlineData("53200", FailureKind.Transient)] // out of memory
    [InlineData("53300", FailureKind.Transient)] // too many connections
    [InlineData("55006", FailureKind.Transient)] // object in use
    [InlineData("55P03", FailureKind.Transient)] // lock not available
    [InlineData("57014", FailureKind.Transient)] // query cancelled, statement timeout
    [InlineData("57P01", FailureKind.Transient)] // admin shutdown
    [InlineData("57P02", FailureKind.Transient)] // crash shutdown
    [InlineData("57P03", FailureKind.Transient)] // cannot connect now
    [InlineData("57P05", FailureKind.Transient)] // idle session timeout
    [InlineData("58030", FailureKind.Transient)] // I/O error
    [InlineData("XX000", FailureKind.Transient)] // internal error
    [InlineData("0A000", FailureKind.Permanent)] // feature not supported
    [InlineData("22001", FailureKind.Permanent)] // string too long
    [InlineData("22012", FailureKind.Permanent)] // division by zero
    [InlineData("22P02", FailureKind.Permanent)] // invalid text representation
    [InlineData("23502", FailureKind.Permanent)] // not null violation
    [InlineData("23505", FailureKind.Permanent)] // unique violation
    [InlineData("23514", FailureKind.Permanent)] // check violation
    [InlineData("25006", FailureKind.Permanent)] // read-only transaction
    [InlineData("28P01", FailureKind.Permanent)] // invalid password
    [InlineData("3D000", FailureKind.Permanent)] // no such database
    [InlineData("42501", FailureKind.Permanent)] // insufficient privilege
    [InlineData("42601", FailureKind.Permanent)] // syntax error
    [InlineData("42703", FailureKind.Permanent)] // undefined column
    [InlineData("42P01", FailureKind.Permanent)] // undefined table
    [InlineData("XX001", FailureKind.Permanent)] // data corrupted
    public void A_state_passes_or_not(string sqlState, FailureKind kind) => Assert.Equal(kind, PostgresErrors.Kind(sqlState));

    [Fact]
    public void A_server_that_cannot_be_reached_may_be_later()
    {
        var failure = PostgresErrors.Map(new NpgsqlException("Failed to connect to 127.0.0.1:5432", new SocketException(111)), "Loading fact_arrival");
        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.StartsWith("Loading fact_arrival: the server cannot be reached: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_of_a_script_is_shown_at_its_place()
    {
        var script = new SqlScript("sql/arrivals/fact-arrival.sql", "-- the fact\nDELETE FROM a;\nINSERT INTO a\nSELECT cicit\nFROM b;\n");
        var error = new PostgresException(
            "column \"cicit\" does not exist", "ERROR", "ERROR", "42703", position: 22, hint: "Perhaps you meant to reference the column \"b.cicid\".");
        var failure = PostgresErrors.Map(error, script, SqlStatements.Split(script)[1]);
        Assert.Equal(FailureKind.Permanent, failure.Kind);
        Assert.Equal(
            """
            sql/arrivals/fact-arrival.sql, line 4, column 8: column "cicit" does not exist. Hint: Perhaps you meant to reference the column "b.cicid". (SQLSTATE 42703)
            SELECT cicit
                   ^
            """,
            failure.Message);
    }

    [Fact]
    public void An_error_without_a_position_is_shown_at_its_statement()
    {
        var script = new SqlScript("s.sql", "DELETE FROM a;\nINSERT INTO a\nSELECT 1");
        var error = new PostgresException("duplicate key value violates unique constraint \"a_pkey\"", "ERROR", "ERROR", "23505", detail: "Key (id)=(1) already exists.");
        Assert.Equal(
            "s.sql, line 2: duplicate key value violates unique constraint \"a_pkey\". Key (id)=(1) already exists. (SQLSTATE 23505)\nINSERT INTO a",
            PostgresErrors.Map(error, script, SqlStatements.Split(script)[1]).Message);
    }

    [Theory]
    [InlineData("COPY staging_x, line 12, column cicid: \"abc\"", "Staging staging_x, column cicid, row 12: wrong. (SQLSTATE 22P02)")]
    [InlineData("COPY staging_x, line 12: \"1\t2\"", "Staging staging_x, row 12: wrong. (SQLSTATE 22P02)")]
    [InlineData("COPY staging_x, line 12, column cicid, null input", "Staging staging_x, column cicid, row 12: wrong. (SQLSTATE 22P02)")]
    [InlineData(null, "Staging staging_x: wrong. (SQLSTATE 22P02)")]
    public void An_error_of_a_copy_names_column_and_row_and_shows_no_data(string? where, string message) =>
        Assert.Equal(message, PostgresErrors.MapCopy(new PostgresException("wrong", "ERROR", "ERROR", "22P02", where: where), "staging_x").Message);

    [Theory]
    [InlineData("{\"error\":\"the text holds U+0000\",\"column\":\"name\",\"row\":7}\n", FailureKind.Permanent, "Staging t, column name, row 7: the text holds U+0000")]
    [InlineData("{\"error\":\"A text with U+0000 in column name, row 7\",\"column\":\"name\",\"row\":7}", FailureKind.Permanent, "Staging t: A text with U+0000 in column name, row 7")]
    [InlineData("log line\n{\"error\":\"no such file\"}", FailureKind.Permanent, "Staging t: no such file")]
    [InlineData("Segmentation fault\n", FailureKind.Transient, "Staging t: the engine that reads the Parquet files ended with 9: Segmentation fault")]
    [InlineData("", FailureKind.Transient, "Staging t: the engine that reads the Parquet files ended with 9: it said nothing")]
    [InlineData("[]", FailureKind.Transient, "Staging t: the engine that reads the Parquet files ended with 9: []")]
    public void The_engine_s_last_words_say_what_failed(string errors, FailureKind kind, string message) =>
        Assert.Equal((kind, message), (CopySource.Failure("t", 9, errors) is var failure ? failure.Kind : default, failure.Message));
}
