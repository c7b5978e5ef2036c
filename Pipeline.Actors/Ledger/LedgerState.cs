using System.Collections.Immutable;
using Pipeline.Actors.Runs;

namespace Pipeline.Actors.Ledger;

/// <summary>Means one thing outside among all.</summary>
public sealed record ThingKey(string Kind, string Name, string Id)
{
    public static ThingKey Of(InventoryItem thing) => new(thing.Kind, thing.Name, thing.Id);
}

/// <summary>The ledger of finished runs, folded from its events.</summary>
public sealed record LedgerState
{
    public static readonly LedgerState Empty = new();

    /// <summary>By run; the last account counts.</summary>
    public ImmutableDictionary<RunId, RunAccounted> Accounts { get; init; } = ImmutableDictionary<RunId, RunAccounted>.Empty;

    /// <summary>Removals that were asked for and are not confirmed yet.</summary>
    public ImmutableDictionary<ThingKey, RemovalRequested> Removals { get; init; } = ImmutableDictionary<ThingKey, RemovalRequested>.Empty;

    /// <summary>The account of a run's ledger. What was confirmed gone after the run had left it stays gone, if the run went on meanwhile.</summary>
    public RunAccounted Account(RunLedger ledger, DateTimeOffset endedAt, DateTimeOffset now)
    {
        var before = Accounts.GetValueOrDefault(ledger.Run)?.Entries ?? [];
        ImmutableArray<LedgerEntry> entries = [.. ledger.Entries.Select(entry =>
            entry.Status is LedgerStatus.Left or LedgerStatus.Kept
                && before.FirstOrDefault(b => b.Kind == entry.Kind && b.Name == entry.Name) is { EndedAt: { } gone } && gone > entry.Since
                ? entry.Remove(gone)
                : entry)];
        return new RunAccounted(ledger.Run, ledger.Journal, ledger.Pipeline, ledger.Sequence, endedAt, entries, now);
    }

    public LedgerState Apply(ILedgerEvent change) => change switch
    {
        RunAccounted e => this with { Accounts = Accounts.SetItem(e.Run, e) },
        RemovalRequested e => this with { Removals = Removals.SetItem(new ThingKey(e.Kind, e.Name, e.Id), e) },
        GoneConfirmed e => Gone(e),
        _ => throw new InvalidOperationException($"The ledger knows no event of type {change.GetType().Name}."),
    };

    private LedgerState Gone(GoneConfirmed e)
    {
        var state = e.Id is null ? this : this with { Removals = Removals.Remove(new ThingKey(e.Kind, e.Name, e.Id)) };
        if (!RunId.TryParse(e.Run, out var run) || !Accounts.TryGetValue(run, out var account))
        {
            return state;
        }

        // What a cluster held went with it.
        ImmutableArray<LedgerEntry> entries = [.. account.Entries.Select(entry =>
            entry.MayExist && ((entry.Kind == e.Kind && entry.Name == e.Name) || (e.Kind == Resource.Cluster && entry.Kind == Resource.Session))
                ? entry.Remove(e.At)
                : entry)];
        return state with { Accounts = Accounts.SetItem(run, account with { Entries = entries }) };
    }
}
