using System.Collections.Immutable;
using Pipeline.Actors.Clusters;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Roles;
using Pipeline.Actors.Sessions;
using Pipeline.Actors.Warehouses;

namespace Pipeline.Actors.Runs;

/// <summary>What a run decides about: a request, an outcome, or the time that has come.</summary>
public interface IRunInput;

/// <summary>The run's first input.</summary>
/// <param name="Try">More than 1 when the run was accepted and could not begin before it was retried.</param>
public sealed record BeginRun(RunId Run, RunRequest Request, string Journal, int Try = 1) : IRunInput;

public sealed record Cancel : IRunInput;

/// <summary>Goes on with a run that has ended. The same try twice is one.</summary>
/// <param name="Try">2 for the first retry.</param>
public sealed record Retry(RunId Run, int Try) : IRunInput;

/// <summary>A retry or a deadline may be due.</summary>
public sealed record Tick : IRunInput;

/// <summary>What came back from a work order.</summary>
public interface IOutcome : IRunInput
{
    string Key { get; }
}

public sealed record LakeReady(string Key, LakePaths Paths) : IOutcome;

public sealed record OutputWritten(string Key, OutputManifest Manifest) : IOutcome;

/// <param name="Manifest">The job's manifest; null when there is none.</param>
/// <param name="Found">What is there of its objects.</param>
public sealed record OutputRead(string Key, OutputManifest? Manifest, ImmutableArray<LakeObject> Found) : IOutcome;

public sealed record RolesEnsured(string Key, RunRoles Roles) : IOutcome;

public sealed record ClusterProvisioned(string Key, Cluster Cluster) : IOutcome;

public sealed record SessionOpened(string Key, Session Session) : IOutcome;

/// <summary>The statement ended: succeeded, failed or cancelled.</summary>
public sealed record StatementEnded(string Key, Statement Statement) : IOutcome;

public sealed record WarehouseProvisioned(string Key, WarehouseEndpoint Endpoint) : IOutcome;

public sealed record SchemaDone(string Key) : IOutcome;

public sealed record Staged(string Key, long Rows) : IOutcome;

public sealed record Loaded(string Key, LoadedRows Rows) : IOutcome;

public sealed record Counted(string Key, long Count) : IOutcome;

public sealed record Removed(string Key) : IOutcome;

/// <summary>The child that performed the order was stopped by this failure.</summary>
public sealed record OrderFailed(string Key, FailureKind Kind, string Message) : IOutcome;
