using System.Collections.Frozen;
using Pipeline.Actors.Ledger;
using Pipeline.Actors.Runs;

namespace Pipeline.Actors.Journal;

/// <summary>The frozen name of every journaled event. A name is never changed or used again; a new form of an event gets the next number.</summary>
public static class EventManifests
{
    private static readonly FrozenDictionary<string, Type> Types = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        ["run-accepted.1"] = typeof(RunIndexed),
        ["run-ended.1"] = typeof(RunClosed),
        ["run-reopened.1"] = typeof(RunReopened),
        ["run-requested.1"] = typeof(RunRequested),
        ["attempt-requested.1"] = typeof(AttemptRequested),
        ["attempt-failed.1"] = typeof(AttemptFailed),
        ["lake-prepared.1"] = typeof(LakePrepared),
        ["roles-ready.1"] = typeof(RolesReady),
        ["cluster-ready.1"] = typeof(ClusterReady),
        ["session-ready.1"] = typeof(SessionReady),
        ["statement-requested.1"] = typeof(StatementRequested),
        ["statement-succeeded.1"] = typeof(StatementSucceeded),
        ["job-reported.1"] = typeof(JobReported),
        ["output-committed.1"] = typeof(OutputCommitted),
        ["output-missing.1"] = typeof(OutputMissing),
        ["warehouse-ready.1"] = typeof(WarehouseReady),
        ["schema-applied.1"] = typeof(SchemaApplied),
        ["table-staged.1"] = typeof(TableStaged),
        ["star-table-loaded.1"] = typeof(StarTableLoaded),
        ["check-finished.1"] = typeof(CheckFinished),
        ["cancel-requested.1"] = typeof(CancelRequested),
        ["teardown-started.1"] = typeof(TeardownStarted),
        ["resource-removed.1"] = typeof(ResourceRemoved),
        ["resource-kept.1"] = typeof(ResourceKept),
        ["resource-left.1"] = typeof(ResourceLeft),
        ["run-finished.1"] = typeof(RunFinished),
        ["run-retried.1"] = typeof(RunRetried),
        ["run-accounted.1"] = typeof(RunAccounted),
        ["removal-requested.1"] = typeof(RemovalRequested),
        ["gone-confirmed.1"] = typeof(GoneConfirmed),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<Type, string> Names = Types.ToFrozenDictionary(t => t.Value, t => t.Key);

    public static IEnumerable<string> All => Types.Keys;

    public static string Of(object change) =>
        Names.TryGetValue(change.GetType(), out var name)
            ? name
            : throw new ArgumentException($"{change.GetType().Name} has no manifest: add one to {nameof(EventManifests)} and a golden file for it.", nameof(change));

    /// <summary>The event's name; null for what is no event.</summary>
    public static string? Find(object change) => Names.GetValueOrDefault(change.GetType());

    /// <exception cref="UnreadableEventException">The manifest is not known: the journal was written by a newer version, or is damaged.</exception>
    public static Type TypeOf(string manifest) =>
        Types.TryGetValue(manifest, out var type)
            ? type
            : throw new UnreadableEventException(manifest, $"This version does not know events of the kind '{manifest}'.");
}
