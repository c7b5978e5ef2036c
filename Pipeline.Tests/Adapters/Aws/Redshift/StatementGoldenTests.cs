using System.Text.RegularExpressions;
using Pipeline.Actors.Definitions;
using Pipeline.Host.Adapters.Aws;
using Pipeline.Host.Adapters.Aws.Redshift;
using Xunit;

namespace Pipeline.Tests.Adapters.Aws.Redshift;

/// <summary>Every statement that a run of the arrivals pipeline sends to Redshift, pinned.</summary>
public sealed partial class StatementGoldenTests
{
    private const string Features = "https://docs.aws.amazon.com/redshift/latest/dg/c_unsupported-postgresql-features.html";
    private const string Types = "https://docs.aws.amazon.com/redshift/latest/dg/c_unsupported-postgresql-datatypes.html";
    private const string Functions = "https://docs.aws.amazon.com/redshift/latest/dg/c_unsupported-postgresql-functions.html";
    private const string Implemented = "https://docs.aws.amazon.com/redshift/latest/dg/c_redshift-sql-implementated-differently.html";

    /// <summary>What Redshift lacks, or does otherwise than PostgreSQL, and where AWS says so.</summary>
    private static readonly (string Pattern, string Source)[] Lacking =
    [
        (@"\bON\s+CONFLICT\b", Features), (@"\bRETURNING\b", Features), (@"\bLATERAL\b", Features), (@"\bDISTINCT\s+ON\b", Features), (@"\bINHERITS\b", Features),
        (@"\bTABLESPACE\b", Features), (@"\bCREATE\s+(UNIQUE\s+)?INDEX\b", Features), (@"\bCREATE\s+(OR\s+REPLACE\s+)?(TRIGGER|RULE|DOMAIN|TYPE|SEQUENCE|EXTENSION)\b", Features),
        (@"\bEXCLUDE\b", Features), (@"\bCHECK\s*\(", Features), (@"\bPARTITION\s+BY\s+(RANGE|LIST|HASH)\b", Features), (@"\b(FROM|JOIN)\s*\(\s*VALUES\b", Features),
        (@"\bFILTER\s*\(\s*WHERE\b", Features), (@"\bWINDOW\s+\w+\s+AS\b", Features), (@"\bTABLESAMPLE\b", Features), (@"\bUNLOGGED\b", Features), (@"\bDO\s+\$", Features),
        (@"\b(SMALL|BIG)?SERIAL\b", Types), (@"\bMONEY\b", Types), (@"\bUUID\b", Types), (@"\bJSONB?\b", Types), (@"\bBYTEA\b", Types), (@"\bENUM\b", Types), (@"\bARRAY\s*\[", Types),
        (@"\b(INET|CIDR|MACADDR)\b", Types), (@"\bXML\b", Types), (@"\bTEXT\b", Types),
        (@"\bSTRING_AGG\s*\(", Functions), (@"\bARRAY_AGG\s*\(", Functions), (@"\bGENERATE_SERIES\s*\(", Functions), (@"\bTO_JSON\s*\(", Functions), (@"\bFORMAT\s*\(", Functions),
        (@"\bENCODE\s*\(", Functions), (@"\bEVERY\s*\(", Functions), (@"\bPG_SLEEP\s*\(", Functions), (@"\bSET_CONFIG\s*\(", Functions), (@"\bXMLAGG\s*\(", Functions),
        (@"\bTRUNCATE\b", Implemented), (@"\bVACUUM\b", Implemented), (@"\bALTER\s+COLUMN\b", Implemented), (@"\bCOPY\b[^;]*\bSTDIN\b", Implemented),
    ];

    public static TheoryData<string> Files => ["schema.sql", "staging.sql", "star.sql", "checks.sql", "existing.sql"];

    [Fact]
    public async Task The_schema_is_pinned() =>
        GoldenFile.Matches(await Sent(async sql => await sql.ApplySchema(ArrivalsOnRedshift.Endpoint, ArrivalsOnRedshift.Schema, default)), "Statements", "schema.sql");

    [Fact]
    public async Task Staging_is_pinned() => GoldenFile.Matches(
        await Sent(async sql =>
        {
            foreach (var load in ArrivalsOnRedshift.Staging)
            {
                await sql.Stage(ArrivalsOnRedshift.Endpoint, load, default);
            }
        }),
        "Statements", "staging.sql");

    [Fact]
    public async Task The_star_is_pinned() => GoldenFile.Matches(
        await Sent(async sql =>
        {
            foreach (var load in ArrivalsOnRedshift.Star)
            {
                await sql.Load(ArrivalsOnRedshift.Endpoint, load, default);
            }
        }),
        "Statements", "star.sql");

    [Fact]
    public async Task Checks_are_pinned() => GoldenFile.Matches(
        await Sent(async sql =>
        {
            foreach (var check in ArrivalsOnRedshift.Checks)
            {
                await sql.Count(ArrivalsOnRedshift.Endpoint, check, default);
            }
        }),
        "Statements", "checks.sql");

    [Fact]
    public async Task What_a_run_does_on_a_cluster_of_ones_own_is_pinned()
    {
        var recorded = new RecordedRedshift { Answer = [[1]] };
        var existing = new ExistingWarehouse("ours", "loader", "dev", "arn:aws:iam::123456789012:role/ours");
        var warehouses = new ExistingWarehouses(existing, _ => Task.FromResult(new HostAndPort("ours.example.eu-west-1.redshift.amazonaws.com", 5439)), recorded.Open);
        await warehouses.Create(AwsExamples.ForWarehouse(), default);
        await warehouses.Delete(AwsExamples.ForWarehouse(), default);

        GoldenFile.Matches(Text(recorded), "Statements", "existing.sql");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void No_statement_uses_what_Redshift_lacks(string file)
    {
        var bare = Literals().Replace(Comments().Replace(GoldenFile.Read("Statements", file), ""), "''");

        Assert.All(Lacking, lacking => Assert.False(
            Regex.IsMatch(bare, lacking.Pattern, RegexOptions.IgnoreCase), $"{file} uses {lacking.Pattern}, which Redshift lacks: {lacking.Source}"));
    }

    /// <summary>https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_TABLE_NEW.html, table_attributes.</summary>
    [Fact]
    public void Every_tables_attributes_follow_Redshifts_grammar()
    {
        var tables = CreateTable.Find(GoldenFile.Read("Statements", "schema.sql")).ToList();

        Assert.Equal(9, tables.Count);
        Assert.All(tables, table =>
        {
            var tail = string.Join(' ', table.Tail.Where(token => token.Counts).Select(token => token.Text));
            var attributes = Attributes().Match(tail);
            Assert.True(attributes.Success, $"{table.Name}: {tail}");

            // A key distributes by one column of the table; no other style takes one.
            var columns = table.Columns.Select(column => column.Name);
            var key = attributes.Groups["key"].Value;
            Assert.Equal(attributes.Groups["style"].Value.Equals("KEY", StringComparison.OrdinalIgnoreCase), key.Length > 0);
            Assert.Empty(Names(key).Concat(Names(attributes.Groups["sort"].Value)).Except(columns));
        });
    }

    private static IEnumerable<string> Names(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static async Task<string> Sent(Func<RedshiftSql, Task> work)
    {
        var recorded = new RecordedRedshift();
        await work(new RedshiftSql(recorded.Open));
        Assert.Equal(recorded.Opened, recorded.Closed);
        return Text(recorded);
    }

    private static string Text(RecordedRedshift recorded) => string.Join("", recorded.Sent.Select(statement => statement + ";\n\n"));

    [GeneratedRegex(
        @"^(?:DISTSTYLE (?<style>AUTO|EVEN|ALL|KEY))?(?: ?DISTKEY \( (?<key>\w+) \))?(?: ?(?:COMPOUND |INTERLEAVED )?SORTKEY \( (?<sort>\w+(?: , \w+)*) \)| ?SORTKEY AUTO)?(?: ?ENCODE AUTO)?$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Attributes();

    [GeneratedRegex("--[^\n]*")]
    private static partial Regex Comments();

    [GeneratedRegex("'(?:[^']|'')*'")]
    private static partial Regex Literals();
}
