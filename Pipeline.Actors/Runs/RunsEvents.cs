namespace Pipeline.Actors.Runs;

/// <summary>A fact in the journal of the index (persistence id <c>runs</c>).</summary>
public interface IRunsEvent
{
    DateTimeOffset At { get; }
}

/// <summary>
/// A run has an id. What it is asked to do stands in its own first event, which follows; should that be missing, it is prepared anew from these words,
/// or, when it reruns another, from that one's first event (<paramref name="RerunOf"/>).
/// </summary>
public sealed record RunIndexed(
    RunId Run, string Pipeline, System.Collections.Immutable.ImmutableSortedDictionary<string, string> Parameters, string? IdempotencyKey, string Fingerprint,
    DateTimeOffset At, RunId? RerunOf = null) : IRunsEvent;

public sealed record RunClosed(RunId Run, RunPhase State, DateTimeOffset At) : IRunsEvent;

/// <summary>A closed run is to go on; that it does stands in its own <see cref="RunRetried"/>, which follows.</summary>
public sealed record RunReopened(RunId Run, int Try, DateTimeOffset At) : IRunsEvent;
