using System.Collections.Immutable;
using Pipeline.Actors.Runs;

namespace Pipeline.Actors.Ledger;

/// <summary>A fact in the journal of the ledger (persistence id <c>ledger</c>). Its manifest is frozen; a golden file pins its form.</summary>
public interface ILedgerEvent
{
    DateTimeOffset At { get; }
}

/// <summary>A finished run's account: what it asked for and what became of it, so that no reader needs the run's own events again.</summary>
/// <param name="Sequence">The run's last event. A run that goes on after it is accounted again.</param>
/// <param name="EndedAt">When the run finished.</param>
public sealed record RunAccounted(
    RunId Run, string Journal, string Pipeline, long Sequence, DateTimeOffset EndedAt, ImmutableArray<LedgerEntry> Entries, DateTimeOffset At) : ILedgerEvent;

/// <summary>The intent: this thing outside, which no run sees to, is about to be removed. Journaled before any call.</summary>
/// <param name="Id">The outside's identity of just this one.</param>
/// <param name="Journal">Whose it is by its mark; another's only on request.</param>
/// <param name="Why">For people.</param>
public sealed record RemovalRequested(string Kind, string Name, string Id, string Journal, string? Run, string Why, DateTimeOffset At) : ILedgerEvent;

/// <summary>The outside has it no more, whoever removed it. What a run had left is removed from here on.</summary>
/// <param name="Id">Null for a thing that was looked for and not there at all.</param>
public sealed record GoneConfirmed(string Kind, string Name, string? Id, string? Run, DateTimeOffset At) : ILedgerEvent;
