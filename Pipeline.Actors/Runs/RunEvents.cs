using System.Collections.Immutable;
using Pipeline.Actors.Clusters;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Roles;
using Pipeline.Actors.Warehouses;

namespace Pipeline.Actors.Runs;

/// <summary>A fact in a run's journal. Its manifest (Journal/EventManifests) is frozen; a golden file pins its form.</summary>
public interface IRunEvent
{
    DateTimeOffset At { get; }
}

/// <summary>
/// The run was asked for. Always the first event: everything that follows is a function of it and of what the outside answered.
/// <paramref name="Try"/> is null unless the run could not begin before it was retried.
/// </summary>
public sealed record RunRequested(
    RunId Run, RecordedPipeline Pipeline, ImmutableSortedDictionary<string, string> Parameters, string Source, string Sink, string Environment, string Journal,
    DateTimeOffset At, int? Try = null) : IRunEvent;

/// <summary>The intent: this attempt of a step is about to be made. Journaled before any call; <paramref name="Name"/> is what the thing outside will be called.</summary>
public sealed record AttemptRequested(string Step, int Attempt, string? Name, DateTimeOffset At) : IRunEvent;

/// <summary>An attempt failed. <paramref name="RetryAt"/> is when the next is due; null when there will be none.</summary>
public sealed record AttemptFailed(string Step, int Attempt, FailureKind Kind, string Message, DateTimeOffset? RetryAt, DateTimeOffset At) : IRunEvent;

public sealed record LakePrepared(LakePaths Paths, DateTimeOffset At) : IRunEvent;

public sealed record RolesReady(RunRoles Roles, DateTimeOffset At) : IRunEvent;

public sealed record ClusterReady(string Id, string Livy, DateTimeOffset At) : IRunEvent;

public sealed record SessionReady(string Job, int Attempt, int Session, DateTimeOffset At) : IRunEvent;

/// <summary>The intent to post the statement of this index; its first line will carry the marker <c>run/job/attempt/index</c>.</summary>
public sealed record StatementRequested(string Job, int Attempt, int Index, DateTimeOffset At) : IRunEvent;

/// <summary>Livy answered the statement. <paramref name="Columns"/> is what a DESCRIBE said; null for any other.</summary>
public sealed record StatementSucceeded(string Job, int Attempt, int Index, int Statement, ImmutableArray<OutputColumn>? Columns, DateTimeOffset At) : IRunEvent;

/// <summary>The job's last statement told what it read and wrote, and the numbers add up.</summary>
public sealed record JobReported(string Job, int Attempt, JobReport Report, DateTimeOffset At) : IRunEvent;

/// <summary>The manifest is written: this attempt's output is the one that counts, and the job is done.</summary>
public sealed record OutputCommitted(string Job, int Attempt, OutputManifest Manifest, DateTimeOffset At) : IRunEvent;

/// <summary>Before a new attempt of the job: no committed output of it can be taken over, and why.</summary>
public sealed record OutputMissing(string Job, string Why, DateTimeOffset At) : IRunEvent;

public sealed record WarehouseReady(WarehouseEndpoint Endpoint, DateTimeOffset At) : IRunEvent;

public sealed record SchemaApplied(DateTimeOffset At) : IRunEvent;

public sealed record TableStaged(string Table, long Rows, DateTimeOffset At) : IRunEvent;

public sealed record StarTableLoaded(string Table, long Rows, long? Expected, DateTimeOffset At) : IRunEvent;

/// <summary>A check's count of offending rows; 0 passed.</summary>
public sealed record CheckFinished(string Check, long Count, DateTimeOffset At) : IRunEvent;

public sealed record CancelRequested(DateTimeOffset At) : IRunEvent;

/// <summary>The run is ending as <paramref name="Ending"/>: from here on only removal is outstanding.</summary>
public sealed record TeardownStarted(RunPhase Ending, ImmutableArray<string> Reasons, DateTimeOffset At) : IRunEvent;

/// <summary>Confirmed gone.</summary>
public sealed record ResourceRemoved(string Kind, string Name, DateTimeOffset At) : IRunEvent;

/// <summary>Left on purpose: the definition says so.</summary>
public sealed record ResourceKept(string Kind, string Name, string Why, DateTimeOffset At) : IRunEvent;

/// <summary>Could not be removed in time; it stays on the ledger and the run cannot succeed.</summary>
public sealed record ResourceLeft(string Kind, string Name, string Why, DateTimeOffset At) : IRunEvent;

/// <summary>The last event, unless the run is retried: nothing is left to do, and what could not be removed has been said.</summary>
public sealed record RunFinished(RunPhase State, DateTimeOffset At) : IRunEvent;

/// <summary>A run that failed or was cancelled goes on from what it has not done. <paramref name="Try"/> is 2 for its first retry.</summary>
public sealed record RunRetried(int Try, DateTimeOffset At) : IRunEvent;

/// <summary>What a job says of its rows, each counted by itself. <paramref name="Groups"/> is there for aggregating jobs only.</summary>
public sealed record JobReport(long Read, long Rejected, long Filtered, long Kept, long Written, long? Groups);
