using System.Collections.Immutable;
using Pipeline.Actors;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Ledger;
using Pipeline.Actors.Roles;
using Pipeline.Actors.Runs;
using Pipeline.Actors.Warehouses;
using Pipeline.Tests.Runs;

namespace Pipeline.Tests.Journal;

/// <summary>One example of every journaled event, every member set: what the golden files hold.</summary>
internal static class ExampleEvents
{
    private static readonly DateTimeOffset At = new(2026, 4, 1, 12, 0, 0, 123, TimeSpan.Zero);
    private static readonly RunId Run = Given.Id;
    private static readonly ImmutableSortedDictionary<string, string> Parameters = Map(("source", "/in"));

    public static readonly ImmutableArray<object> All =
    [
        new RunIndexed(Run, "small", Parameters, "key-1", "fingerprint", At),
        new RunClosed(Run, RunPhase.Succeeded, At),
        new RunReopened(Run, 2, At),
        new RunRequested(Run, Pipeline(), Parameters, "/in", "/lake", "local", "journal-1", At),
        new AttemptRequested("cluster", 2, "small-r0000000000ab", At),
        new AttemptFailed("cluster", 2, FailureKind.Transient, "Throttled.", At.AddSeconds(2), At),
        new LakePrepared(new LakePaths("/in", "/lake/reference", "/lake/run"), At),
        new RolesReady(new RunRoles("service", "ec2", "arn:redshift"), At),
        new ClusterReady("j-1", "http://127.0.0.1:8998", At),
        new SessionReady("a", 1, 7, At),
        new StatementRequested("a", 1, 3, At),
        new StatementSucceeded("a", 1, 3, 12, [new OutputColumn("id", "string")], At),
        new JobReported("a", 1, new JobReport(9, 1, 2, 6, 2, 2), At),
        new OutputCommitted(
            "a", 1, new OutputManifest("/lake/run/a.manifest", [new LakeObject("/lake/run/a/1/part-0.parquet", 512)], 2, [new OutputColumn("id", "string")]), At),
        new OutputMissing("a", "No attempt has committed its output.", At),
        new WarehouseReady(new WarehouseEndpoint("small-r0000000000ab", "127.0.0.1", 5439, "small_r0000000000ab", "arn:redshift"), At),
        new SchemaApplied(At),
        new TableStaged("staging_a", 2, At),
        new StarTableLoaded("fact", 2, 2, At),
        new CheckFinished("fact-unique", 1, At),
        new CancelRequested(At),
        new TeardownStarted(RunPhase.Failed, ["job/a: it broke"], At),
        new ResourceRemoved("cluster", "small-r0000000000ab", At),
        new ResourceKept("warehouse", "small-r0000000000ab", "The definition says warehouse.on-finish: keep.", At),
        new ResourceLeft("roles", "small-r0000000000ab", "Access denied.", At),
        new RunFinished(RunPhase.Failed, At),
        new RunRetried(2, At),
        new RunAccounted(
            Run, "journal-1", "small", 61, At,
            [new LedgerEntry("warehouse", "small-r0000000000ab", "small_r0000000000ab", LedgerStatus.Left, At, 2, At, At, TimeSpan.FromMinutes(90), At.AddHours(1), "Access denied.")],
            At),
        new RemovalRequested("warehouse", "small-r0000000000ab", "small_r0000000000ab", "journal-1", "r0000000000ab", "Run r0000000000ab ended as failed and left it.", At),
        new GoneConfirmed("warehouse", "small-r0000000000ab", "small_r0000000000ab", "r0000000000ab", At),
    ];

    private static RecordedPipeline Pipeline()
    {
        var definition = new PipelineDefinition
        {
            Name = "small",
            Description = "An example.",
            Parameters = [new ParameterDefinition("source", "/in", "Where the input lies.")],
            Source = "${source}",
            Sink = "/lake",
            Cluster = new ClusterDefinition { CoreCount = 3, Settle = TimeSpan.FromSeconds(90) },
            Jobs = [new JobDefinition { Name = "a", Script = "a.sql", Kind = JobKind.Sql, Conf = Map(("spark.x", "1")), Rerunnable = true }],
            Warehouse = new WarehouseDefinition { Schema = "schema.sql", Start = WarehouseStart.AfterJobs, OnFinish = OnFinish.Snapshot },
            Staging = [new StagingDefinition("staging_a", "a")],
            Star = [new StarTableDefinition("fact", "fact.sql", ["staging_a"], "SELECT 2")],
            Checks = [new CheckDefinition("fact-unique", "fact", ["staging_a"], "SELECT 0", Severity.Warn)],
        };
        return new RecordedPipeline(definition, Map(("a.sql", "SELECT 1")), Map(("schema.sql", "-- none")), Map(("country.csv", "code,name\n")));
    }

    private static ImmutableSortedDictionary<string, string> Map(params (string Key, string Value)[] entries) =>
        entries.ToImmutableSortedDictionary(e => e.Key, e => e.Value, StringComparer.Ordinal);
}
