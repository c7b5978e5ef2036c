using System.Collections.Immutable;
using Pipeline.Actors.Runs;

namespace Pipeline.Actors.Ledger;

/// <summary>What is known of all runs at one moment: the accounts of the finished ones, the ledgers of the others, and the index.</summary>
/// <param name="State">The ledger's own journal.</param>
/// <param name="Ledgers">Folded from runs' events; of a run that has both, this is the newer word.</param>
/// <param name="Runs">The index, by run.</param>
public sealed record LedgerBook(LedgerState State, ImmutableDictionary<RunId, RunLedger> Ledgers, ImmutableDictionary<RunId, RunSummary> Runs)
{
    public static readonly LedgerBook Empty = new(LedgerState.Empty, ImmutableDictionary<RunId, RunLedger>.Empty, ImmutableDictionary<RunId, RunSummary>.Empty);

    public static ImmutableDictionary<RunId, RunSummary> ByRun(RunList list) => list.Runs.ToImmutableDictionary(run => RunId.Parse(run.RunId));

    /// <summary>Everything that the run asked for; empty when its events were not needed and not read.</summary>
    public (string? Journal, ImmutableArray<LedgerEntry> Entries) Of(RunId run) =>
        IsAccounted(run) ? (State.Accounts[run].Journal, State.Accounts[run].Entries)
        : Ledgers.TryGetValue(run, out var ledger) ? (ledger.Journal, ledger.Entries)
        : (null, []);

    /// <summary>Whether the account is of the run's last end: a run that was retried has another since, or none yet.</summary>
    public bool IsAccounted(RunId run) => IsAccounted(State, run, Runs.GetValueOrDefault(run));

    public static bool IsAccounted(LedgerState state, RunId run, RunSummary? indexed) =>
        state.Accounts.TryGetValue(run, out var account) && (indexed is null || (indexed.State.IsFinal() && indexed.EndedAt == account.EndedAt));

    /// <summary>The index's word on the run that a mark names; null for one that it has never heard of.</summary>
    public RunSummary? Run(string? run) => RunId.TryParse(run, out var id) ? Runs.GetValueOrDefault(id) : null;

    /// <summary>What the ledger says of a thing outside; null when it says nothing.</summary>
    public LedgerEntry? EntryOf(InventoryItem thing) => RunId.TryParse(thing.Run, out var run)
        ? Of(run).Entries.FirstOrDefault(entry => entry.Kind == thing.Kind && entry.Name == thing.Name)
        : null;
}
