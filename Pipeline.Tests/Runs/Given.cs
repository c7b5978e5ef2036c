using System.Collections.Immutable;
using Pipeline.Actors;
using Pipeline.Actors.Clusters;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Roles;
using Pipeline.Actors.Runs;
using Pipeline.Actors.Sessions;
using Pipeline.Actors.Warehouses;

namespace Pipeline.Tests.Runs;

/// <summary>A small pipeline and the answers of an outside where everything goes well.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Start = new(2026, 4, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly RunId Id = RunId.Parse("r0000000000ab");

    private const string Script = """
        CREATE OR REPLACE TEMPORARY VIEW raw (id STRING) USING csv OPTIONS (path '${source}/x.csv');
        INSERT OVERWRITE DIRECTORY '${sink}' USING parquet SELECT id FROM raw;
        CREATE OR REPLACE TEMPORARY VIEW written USING parquet OPTIONS (path '${sink}');
        DESCRIBE written;
        SELECT 3 AS read, 1 AS rejected, 0 AS filtered, 2 AS kept, 2 AS written;
        """;

    private const string Schema = """
        CREATE TABLE IF NOT EXISTS ${schema}.staging_a (id VARCHAR(10));
        CREATE TABLE IF NOT EXISTS ${schema}.staging_b (id VARCHAR(10));
        CREATE TABLE IF NOT EXISTS ${schema}.fact (id VARCHAR(10));
        """;

    public static readonly PipelineDefinition Definition = new()
    {
        Name = "small",
        Source = "/in",
        Jobs =
        [
            new JobDefinition { Name = "a", Script = "a.sql", Kind = JobKind.Sql, Retries = 1 },
            new JobDefinition { Name = "b", Script = "b.sql", Kind = JobKind.Sql, Retries = 1 },
        ],
        Warehouse = new WarehouseDefinition { Schema = "schema.sql" },
        Staging = [new StagingDefinition("staging_a", "a"), new StagingDefinition("staging_b", "b")],
        Star = [new StarTableDefinition("fact", "fact.sql", ["staging_a", "staging_b"], "SELECT 2")],
        Checks =
        [
            new CheckDefinition("fact-unique", "fact", [], "SELECT 0", Severity.Error),
            new CheckDefinition("late", "fact", [], "SELECT 0", Severity.Warn),
        ],
    };

    public static RunRequest Request(PipelineDefinition? definition = null) => new(
        new RecordedPipeline(
            definition ?? Definition, Files(("a.sql", Script), ("a.py", "print(1)"), ("b.sql", Script)), Files(("schema.sql", Schema), ("fact.sql", "DELETE FROM ${schema}.fact")), Files()),
        ImmutableSortedDictionary<string, string>.Empty, "/in", "/lake", "test");

    public static BeginRun Begin(PipelineDefinition? definition = null) => new(Id, Request(definition), "journal-1");

    /// <summary>What the outside says when the order succeeds.</summary>
    public static IOutcome Success(WorkOrder order) => order switch
    {
        PrepareLake o => new LakeReady(o.Key, new LakePaths("/in", "/lake/reference", "/lake/run")),
        EnsureRoles o => new RolesEnsured(o.Key, RunRoles.None),
        ProvisionCluster o => new ClusterProvisioned(o.Key, new Cluster("c-1", ClusterStatus.Ready, "http://livy")),
        OpenSession o => new SessionOpened(o.Key, new Session(o.Session, 7, SessionStatus.Ready, [])),
        RunStatement o => new StatementEnded(o.Key, new Statement(o.Index, StatementStatus.Succeeded, 1, Answer(o.Index))),
        CommitOutput o => new OutputWritten(o.Key, Manifest(o.Output)),
        FindOutput o => new OutputRead(o.Key, null, []),
        ProvisionWarehouse o => new WarehouseProvisioned(o.Key, new WarehouseEndpoint("small-x", "localhost", 5432, "small")),
        ApplySchema o => new SchemaDone(o.Key),
        StageTable o => new Staged(o.Key, 2),
        LoadStarTable o => new Loaded(o.Key, new LoadedRows(2, 2)),
        RunCheck o => new Counted(o.Key, 0),
        RemoveCluster or RemoveWarehouse or RemoveRoles or CloseSession => new Removed(order.Key),
        _ => throw new InvalidOperationException($"No answer for {order.GetType().Name}."),
    };

    /// <summary>What the lake writes for this output.</summary>
    public static OutputManifest Manifest(OutputToCommit output) =>
        new(output.Manifest, [new LakeObject($"{output.Folder}/part-0.parquet", 512)], output.Rows, output.Columns);

    public static RowSet Report(params long[] numbers) => new(
        [.. new[] { "read", "rejected", "filtered", "kept", "written", "groups" }.Take(numbers.Length).Select(n => new Column(n, "long"))],
        [[.. numbers.Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture))]]);

    public static RowSet? Answer(int statement) => statement switch
    {
        3 => new RowSet([new Column("col_name", "string"), new Column("data_type", "string"), new Column("comment", "string")], [["id", "string", null]]),
        4 => Report(3, 1, 0, 2, 2),
        _ => new RowSet([], []),
    };

    private static ImmutableSortedDictionary<string, string> Files(params (string Name, string Text)[] files) =>
        files.ToImmutableSortedDictionary(f => f.Name, f => f.Text, StringComparer.Ordinal);
}
