using System.Collections.Immutable;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Journal;

namespace Pipeline.Actors.Runs;

/// <summary>What others may ask of <see cref="RunsActor"/>; every one is answered, also when nothing changes.</summary>
public interface IRunCommand;

/// <summary>Everything a run needs to know, prepared and validated by the host.</summary>
public sealed record RunRequest(
    RecordedPipeline Pipeline, ImmutableSortedDictionary<string, string> Parameters, string Source, string Sink, string Environment);

/// <summary>Starts a run. Answered by <see cref="RunAccepted"/> or <see cref="Refused"/> once the first event is journaled.</summary>
/// <param name="Request">What to run.</param>
/// <param name="IdempotencyKey">The same key with the same fingerprint answers the same run; with another one it is refused.</param>
/// <param name="Fingerprint">Hash of pipeline name and parameters as asked for.</param>
/// <param name="RerunOf">The run whose recorded request this is; null for a new one.</param>
public sealed record StartRun(RunRequest Request, string? IdempotencyKey, string Fingerprint, RunId? RerunOf = null) : IRunCommand;

/// <summary>Cancels a run: outside work stops, everything is removed. Answered by <see cref="CancelAnswer"/> or <see cref="RunNotFound"/>.</summary>
public sealed record CancelRun(RunId Run) : IRunCommand;

/// <summary>Goes on with a run that failed or was cancelled. Answered by <see cref="RetryAnswer"/>, <see cref="Refused"/> or <see cref="RunNotFound"/>.</summary>
public sealed record RetryRun(RunId Run) : IRunCommand;

/// <param name="Run">Its id.</param>
/// <param name="Repeated">True when the idempotency key had started it before.</param>
public sealed record RunAccepted(RunId Run, bool Repeated);

/// <param name="Accepted">False when there was nothing left to cancel.</param>
/// <param name="Message">For people.</param>
public sealed record CancelAnswer(bool Accepted, string Message);

/// <param name="Try">2 for the first retry.</param>
/// <param name="After">The number of the last event before the retry.</param>
/// <param name="Message">For people.</param>
public sealed record RetryAnswer(RunId Run, int Try, long After, string Message);

public sealed record RunNotFound(RunId Run);

/// <summary>The command cannot be done now, and why.</summary>
public sealed record Refused(string Why);

/// <summary>It cannot be done at this moment, and nothing was: the journal is away, or the service stops. The same may be asked again.</summary>
public sealed record Unavailable(string Why);

/// <summary>The run's journal, or the index's, is damaged: what was asked cannot be answered until it is mended.</summary>
public sealed record JournalDamaged(JournalDamage Damage);
