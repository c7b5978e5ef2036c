using Npgsql;
using Pipeline.Actors;
using Pipeline.Actors.Warehouses;
using Pipeline.Host.Adapters.Aws.Redshift;
using Xunit;
using static Pipeline.Tests.Adapters.Aws.Redshift.ArrivalsOnRedshift;

namespace Pipeline.Tests.Adapters.Aws.Redshift;

public sealed class RedshiftSqlTests
{
    private readonly RecordedRedshift _redshift = new();

    private RedshiftSql Sql => new(_redshift.Open);

    [Fact]
    public async Task A_failed_statement_commits_nothing()
    {
        _redshift.Fail("COPY", Error("XX000", "Load into table 'staging_airports' failed."));

        var failure = await Assert.ThrowsAsync<PortFailureException>(() => Sql.Stage(Endpoint, Staging.First(), default));

        Assert.Equal(FailureKind.Permanent, failure.Kind);
        Assert.DoesNotContain("COMMIT", _redshift.Sent);
        Assert.Equal(1, _redshift.Closed);
    }

    [Fact]
    public async Task An_output_that_does_not_fit_is_refused_before_anything_is_sent()
    {
        var load = Staging.First();
        var swapped = load with { Manifest = load.Manifest with { Columns = [load.Manifest.Columns[1], load.Manifest.Columns[0], .. load.Manifest.Columns.Skip(2)] } };

        var failure = await Assert.ThrowsAsync<PortFailureException>(() => Sql.Stage(Endpoint, swapped, default));

        Assert.Equal(FailureKind.Permanent, failure.Kind);
        Assert.Empty(_redshift.Sent);
    }

    [Fact]
    public async Task An_error_names_the_scripts_line()
    {
        _redshift.Fail("INSERT INTO public.dim_airport", Error("42703", "column \"ident\" does not exist in a"));
        var star = Star.Single(table => table.Table == "dim_airport");

        var failure = await Assert.ThrowsAsync<PortFailureException>(() => Sql.Load(Endpoint, star, default));

        Assert.StartsWith("sql/arrivals/dim-airport.sql, line 7: ", failure.Message, StringComparison.Ordinal);
        Assert.Equal(FailureKind.Permanent, failure.Kind);
    }

    [Theory]
    [InlineData("SELECT 1; SELECT 2")]
    [InlineData("")]
    public async Task A_check_is_one_query(string text) =>
        Assert.Equal(FailureKind.Permanent, (await Assert.ThrowsAsync<PortFailureException>(() => Sql.Count(Endpoint, new SqlScript("check x", text), default))).Kind);

    public static TheoryData<object[][]> NotOneNumber => [[[]], [[1L], [2L]], [["x"]], [[1L, 2L]], [[DBNull.Value]]];

    [Theory]
    [MemberData(nameof(NotOneNumber))]
    public async Task A_check_answers_one_whole_number(object[][] answer)
    {
        _redshift.Answer = answer;

        var failure = await Assert.ThrowsAsync<PortFailureException>(() => Sql.Count(Endpoint, new SqlScript("check x", "SELECT 1"), default));

        Assert.Contains("one whole number", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("40001", "could not serialize", FailureKind.Transient)]
    [InlineData("57P01", "terminating connection", FailureKind.Transient)]
    [InlineData("42P01", "relation does not exist", FailureKind.Permanent)]
    [InlineData("XX000", "ERROR 1023: Serializable isolation violation on table", FailureKind.Transient)]
    [InlineData("XX000", "could not complete because of conflict with concurrent transaction", FailureKind.Transient)]
    [InlineData("XX000", "S3ServiceException:Access Denied,Status 403", FailureKind.Transient)]
    [InlineData("XX000", "Not authorized to get credentials of role", FailureKind.Transient)]
    [InlineData("XX000", "User arn:aws:redshift:eu-west-1:1:dbuser:c/u is not authorized to assume IAM Role", FailureKind.Transient)]
    [InlineData("XX000", "S3ServiceException:The bucket you are attempting to access must be addressed using the specified endpoint", FailureKind.Permanent)]
    [InlineData("XX000", "The specified S3 path does not exist", FailureKind.Permanent)]
    [InlineData("XX000", "Spectrum Scan Error: File has an incompatible Parquet schema for column", FailureKind.Permanent)]
    [InlineData("XX000", "Unmatched number of columns between table and file", FailureKind.Permanent)]
    [InlineData("XX000", "The length of the data column name is longer than the length defined in the table", FailureKind.Permanent)]
    [InlineData("XX000", "String length exceeds DDL length", FailureKind.Permanent)]
    [InlineData("XX000", "Load into table 't' failed. Check 'sys_load_error_detail' system table for details.", FailureKind.Permanent)]
    [InlineData("XX000", "Disk Full", FailureKind.Permanent)]
    [InlineData("XX000", "Query cancelled by WLM", FailureKind.Transient)]
    [InlineData("XX000", "Timeout", FailureKind.Transient)]
    [InlineData("XX000", "something new", FailureKind.Transient)]
    public void An_error_may_pass_or_not(string state, string words, FailureKind kind)
    {
        var failure = RedshiftSqlErrors.Map(Error(state, words), "Staging x");

        Assert.Equal(kind, failure.Kind);
        Assert.StartsWith("Staging x: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_row_of_the_words_has_a_test_of_its_own() => Assert.Equal(15, RedshiftSqlErrors.Internal.Length);

    [Fact]
    public void A_lost_connection_may_come_back() =>
        Assert.Equal(FailureKind.Transient, RedshiftSqlErrors.Map(new NpgsqlException("lost", new IOException("reset")), "Staging x").Kind);

    [Fact]
    public void A_login_never_shows_its_password()
    {
        var login = new RedshiftLogin("IAM:pipeline", "planted-password", DateTimeOffset.UnixEpoch);

        Assert.DoesNotContain("planted-password", login.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("planted-password", $"{login}", StringComparison.Ordinal);
    }

    private static PostgresException Error(string state, string words) => new(words, "ERROR", "ERROR", state);
}
