using System.Collections.Immutable;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Roles;
using Pipeline.Actors.Warehouses;

namespace Pipeline.Actors.Runs;

/// <summary>A run, folded from its events and from nothing else.</summary>
public sealed record RunState
{
    /// <summary>Before the first event.</summary>
    public static readonly RunState Empty = new();

    /// <summary>What was asked for; null only before the first event.</summary>
    public RunRequested? Request { get; init; }

    public Plan? Plan { get; init; }

    /// <summary>Each job's statements, split once.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<ScriptStatement>> Scripts { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<ScriptStatement>>.Empty;

    public RunPhase Phase { get; init; } = RunPhase.Requested;

    /// <summary>What the run ends as when teardown is through; set when teardown starts.</summary>
    public RunPhase? Ending { get; init; }

    public DateTimeOffset? TeardownAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>1, and one more for each retry.</summary>
    public int Try { get; init; } = 1;

    /// <summary>When the last retry began: deadlines and budgets count from here. Null for a run that was never retried.</summary>
    public DateTimeOffset? RetriedAt { get; init; }

    /// <summary>How the tries before this one ended.</summary>
    public ImmutableArray<EarlierTry> EarlierTries { get; init; } = [];

    /// <summary>How many events were folded.</summary>
    public long Events { get; init; }

    /// <summary>Why the run fails or was cancelled, in the order it was found.</summary>
    public ImmutableArray<string> Failures { get; init; } = [];

    /// <summary>The steps of the plan, and the removals, which come as resources do.</summary>
    public ImmutableSortedDictionary<string, StepState> Steps { get; init; } = ImmutableSortedDictionary.Create<string, StepState>(StringComparer.Ordinal);

    public LakePaths? Lake { get; init; }
    public RunRoles? Roles { get; init; }

    /// <summary>The ready cluster.</summary>
    public ClusterAccess? Cluster { get; init; }

    public WarehouseEndpoint? Warehouse { get; init; }
    public ImmutableSortedDictionary<string, JobState> Jobs { get; init; } = ImmutableSortedDictionary.Create<string, JobState>(StringComparer.Ordinal);

    /// <summary>Rows by loaded table.</summary>
    public ImmutableSortedDictionary<string, LoadedRows> Tables { get; init; } = ImmutableSortedDictionary.Create<string, LoadedRows>(StringComparer.Ordinal);

    /// <summary>Offending rows by finished check.</summary>
    public ImmutableSortedDictionary<string, long> Checks { get; init; } = ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);

    /// <summary>Everything outside that was ever asked for, in that order.</summary>
    public ImmutableArray<Resource> Resources { get; init; } = [];

    public RunRequested Requested => Request ?? throw new InvalidOperationException("The run has no first event yet.");

    public PipelineDefinition Definition => Requested.Pipeline.Definition;

    public bool IsDone(string step) => Steps[step].Status == StepStatus.Done;
}

/// <param name="State">What it ended as.</param>
/// <param name="Failures">Why.</param>
public sealed record EarlierTry(int Try, RunPhase State, DateTimeOffset StartedAt, DateTimeOffset EndedAt, ImmutableArray<string> Failures);

/// <param name="Id">The outside's id.</param>
/// <param name="Livy">Its Livy.</param>
public sealed record ClusterAccess(string Id, string Livy);

public enum StepStatus
{
    Waiting,
    Working,
    RetryDue,
    Done,
    Failed,
}

/// <summary>Where a step is.</summary>
public sealed record StepState
{
    public static readonly StepState Waiting = new();

    public StepStatus Status { get; init; } = StepStatus.Waiting;

    /// <summary>The current or last attempt; 0 before the first.</summary>
    public int Attempt { get; init; }

    /// <summary>The attempts before those that the retry budget counts: of an earlier try of the run.</summary>
    public int Before { get; init; }

    /// <summary>When the first attempt was requested: deadlines count from here.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the current attempt was requested.</summary>
    public DateTimeOffset? AttemptAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>What the last failed attempt said.</summary>
    public string? Message { get; init; }
}

/// <summary>What is known of a job's current attempt.</summary>
public sealed record JobState
{
    public static readonly JobState Fresh = new();

    /// <summary>Livy's id of the ready session.</summary>
    public int? Session { get; init; }

    /// <summary>How many statements were requested; the last of them is the one outstanding unless it succeeded.</summary>
    public int Requested { get; init; }

    public int Succeeded { get; init; }
    public ImmutableArray<OutputColumn> Columns { get; init; } = [];
    public JobReport? Report { get; init; }

    /// <summary>The attempt that the report is of.</summary>
    public int ReportedBy { get; init; }

    public OutputManifest? Manifest { get; init; }

    /// <summary>An attempt is over without a known result: its output has to be looked for before there is another.</summary>
    public bool NeedsLook { get; init; }
}

public enum ResourceStatus
{
    Asked,
    Ready,
    Removed,
    Kept,
    Left,
}

/// <summary>A thing outside that this run asked for.</summary>
/// <param name="Kind">roles, cluster, session or warehouse.</param>
/// <param name="Name">Its deterministic name.</param>
/// <param name="Owner">For a session its job, else empty.</param>
/// <param name="Attempt">The attempt that asked for it.</param>
public sealed record Resource(
    string Kind, string Name, string Owner, int Attempt, ResourceStatus Status, string? Id, DateTimeOffset AskedAt, DateTimeOffset? RemovedAt = null, string? Why = null)
{
    public const string Roles = "roles";
    public const string Cluster = "cluster";
    public const string Session = "session";
    public const string Warehouse = "warehouse";

    /// <summary>An earlier try could not remove it: it goes before its name is used again.</summary>
    public bool IsLeftover { get; init; }

    /// <summary>The step that removes it.</summary>
    public string Removal => $"removal/{Kind}/{Name}";

    /// <summary>True while it may still exist and somebody has to see to that.</summary>
    public bool IsOpen => Status is ResourceStatus.Asked or ResourceStatus.Ready;
}
