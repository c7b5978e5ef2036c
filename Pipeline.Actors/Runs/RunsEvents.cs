namespace Pipeline.Actors.Runs;

/// <summary>A fact in the journal of the index (persistence id <c>runs</c>).</summary>
public interface IRunsEvent
{
    DateTimeOffset At { get; }
}

/// <summary>A run has an id. What it is asked to do stands in its own first event, which follows; should that be missing, it is prepared anew from these words.</summary>
public sealed record RunIndexed(
    RunId Run, string Pipeline, System.Collections.Immutable.ImmutableSortedDictionary<string, string> Parameters, string? IdempotencyKey, string Fingerprint,
    DateTimeOffset At) : IRunsEvent;

public sealed record RunClosed(RunId Run, RunPhase State, DateTimeOffset At) : IRunsEvent;
