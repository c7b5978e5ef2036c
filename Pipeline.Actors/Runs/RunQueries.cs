using System.Collections.Immutable;

namespace Pipeline.Actors.Runs;

/// <summary>A run as it is now, or as it was after event <paramref name="At"/>. Answered by <see cref="RunView"/>, <see cref="RunNotFound"/>, <see cref="NoSuchEvent"/> or <see cref="Refused"/>.</summary>
public sealed record GetRun(RunId Run, long? At = null);

/// <summary>A run's events from <paramref name="From"/> (1 is the first) on, up to <paramref name="To"/>. Answered by <see cref="RunEventList"/> or <see cref="RunNotFound"/>.</summary>
public sealed record GetRunEvents(RunId Run, long From = 1, long? To = null);

/// <param name="Last">The number of the run's last event so far.</param>
public sealed record NoSuchEvent(RunId Run, long At, long Last)
{
    /// <summary>For people.</summary>
    public string Why => $"Run {Run} has {Last} event{(Last == 1 ? "" : "s")} so far: there is no event {At}. Ask for one from 1 to {Last}.";
}

/// <summary>What a run was asked to do, as its first event has it. Answered by <see cref="RecordedRequest"/>, <see cref="RunNotFound"/> or <see cref="Refused"/>.</summary>
public sealed record GetRecordedRequest(RunId Run);

public sealed record RecordedRequest(RunId Run, RunRequest Request);

/// <summary>Which run an idempotency key has started. Answered by <see cref="RunAccepted"/>, <see cref="Refused"/> or <see cref="KeyUnknown"/>.</summary>
public sealed record FindStarted(string IdempotencyKey, string Fingerprint);

public sealed record KeyUnknown(string IdempotencyKey);

/// <summary>The newest runs first. Answered by <see cref="RunList"/>.</summary>
public sealed record ListRuns(string? Pipeline = null, RunPhase? State = null);

public sealed record RunList(ImmutableArray<RunSummary> Runs);

/// <param name="Damage">Which of its events cannot be read, and how to mend it; null for a sound run. A damaged run stands still in this state.</param>
/// <param name="Elsewhere">Why it stands still in this service, which is of another environment, and how it goes on; null for every other run.</param>
public sealed record RunSummary(
    string RunId, string Pipeline, RunPhase State, DateTimeOffset RequestedAt, DateTimeOffset? EndedAt, string? Damage = null, string? Elsewhere = null);

/// <summary>An event with its place in the run's journal. Also published on the event stream when it is settled.</summary>
/// <param name="Manifest">Its frozen name, as <c>cluster-ready.1</c>.</param>
public sealed record RecordedEvent(RunId Run, long Sequence, string Manifest, IRunEvent Event);

public sealed record RunEventList(RunId Run, ImmutableArray<RecordedEvent> Events);

/// <summary>A run for people and programs: made for reading; the state itself never leaves the project.</summary>
public sealed record RunView
{
    public required string RunId { get; init; }
    public required string Pipeline { get; init; }
    public required RunPhase State { get; init; }

    /// <summary>What it will end as once its teardown is done; null while it is running.</summary>
    public RunPhase? Ending { get; init; }

    /// <summary>How many events this view is made of.</summary>
    public required long Events { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>1, and one more for each retry.</summary>
    public int Try { get; init; } = 1;

    /// <summary>When the last retry began.</summary>
    public DateTimeOffset? RetriedAt { get; init; }

    /// <summary>How the tries before this one ended, the first one first.</summary>
    public ImmutableArray<EarlierTry> EarlierTries { get; init; } = [];

    public DateTimeOffset? EndedAt { get; init; }
    public required string Environment { get; init; }
    public required string Source { get; init; }
    public required string Sink { get; init; }
    public required ImmutableSortedDictionary<string, string> Parameters { get; init; }

    /// <summary>Why it failed, most telling first; empty while nothing did.</summary>
    public ImmutableArray<string> Failures { get; init; } = [];

    public ImmutableArray<StepView> Steps { get; init; } = [];
    public ImmutableArray<JobView> Jobs { get; init; } = [];
    public ImmutableArray<TableView> Tables { get; init; } = [];
    public ImmutableArray<CheckView> Checks { get; init; } = [];
    public ImmutableArray<ResourceView> Resources { get; init; } = [];

    /// <summary>Machines times hours of its cluster and warehouse, by the definition, until the last of these events.</summary>
    public double? InstanceHours { get; init; }

    /// <summary>The keys of what is being done outside at this point.</summary>
    public ImmutableArray<string> Outstanding { get; init; } = [];
}

/// <param name="Step">As <c>cluster</c>, <c>job/immigration</c>, <c>star/fact_arrival</c>, <c>removal/cluster</c>.</param>
/// <param name="State">waiting, working, retry-due, done, failed or withdrawn.</param>
/// <param name="Attempt">0 before the first.</param>
/// <param name="Progress">0 to 1; for a job the share of its statements that is done.</param>
/// <param name="Message">The last failure.</param>
public sealed record StepView(
    string Step, string State, int Attempt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, double Progress, string? Message, DateTimeOffset? RetryAt);

public sealed record JobView(string Name, string State, int Attempt, int StatementsDone, int Statements, JobReport? Report);

/// <param name="Kind">staging or star.</param>
public sealed record TableView(string Name, string Kind, long? Rows, long? Expected);

/// <param name="Status">waiting, passed, failed or warned.</param>
public sealed record CheckView(string Name, string Table, string Severity, string Status, long? Count);

/// <param name="Kind">roles, cluster, session or warehouse.</param>
/// <param name="State">asked, ready, removing, removed, kept or left.</param>
public sealed record ResourceView(string Kind, string Name, string? Id, string State, DateTimeOffset AskedAt, DateTimeOffset? RemovedAt, string? Why);
