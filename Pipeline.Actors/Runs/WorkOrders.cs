using System.Collections.Immutable;
using Pipeline.Actors.Clusters;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Roles;
using Pipeline.Actors.Sessions;
using Pipeline.Actors.Warehouses;

namespace Pipeline.Actors.Runs;

/// <summary>Something to be done outside: a description, not a deed. Which are outstanding is a function of the run's state.</summary>
/// <param name="Key">Never reused within a run; an outcome whose key is not outstanding is stale.</param>
/// <param name="Step">The step it belongs to.</param>
/// <param name="Attempt">The step's attempt.</param>
public abstract record WorkOrder(string Key, string Step, int Attempt)
{
    /// <summary>The child that performs it; there is one child per name.</summary>
    public abstract string Child { get; }
}

public abstract record LakeOrder(string Key, string Step, int Attempt) : WorkOrder(Key, Step, Attempt)
{
    public override string Child => "lake";
}

public sealed record PrepareLake(string Key, string Step, int Attempt, LakeRequest Request) : LakeOrder(Key, Step, Attempt);

/// <summary>Write the manifest; one that is there already and names the same objects is taken for it.</summary>
/// <param name="JobAttempt">Whose output it is; commits are tried again without a new attempt of the job.</param>
public sealed record CommitOutput(string Key, string Step, int Attempt, string Job, int JobAttempt, OutputToCommit Output) : LakeOrder(Key, Step, Attempt);

/// <summary>Before a new attempt of a job: read its manifest, and look what is there of the objects that it names.</summary>
/// <param name="Manifest">Where it lies.</param>
/// <param name="Folder">The job's own, with a folder for each attempt.</param>
public sealed record FindOutput(string Key, string Step, int Attempt, string Job, string Manifest, string Folder) : LakeOrder(Key, Step, Attempt);

public abstract record RolesOrder(string Key, string Step, int Attempt, RolesRequest Request) : WorkOrder(Key, Step, Attempt)
{
    public override string Child => "roles";
}

public sealed record EnsureRoles(string Key, string Step, int Attempt, RolesRequest Request) : RolesOrder(Key, Step, Attempt, Request);

public sealed record RemoveRoles(string Key, string Step, int Attempt, RolesRequest Request) : RolesOrder(Key, Step, Attempt, Request);

public abstract record ClusterOrder(string Key, string Step, int Attempt, ClusterRequest Request) : WorkOrder(Key, Step, Attempt)
{
    public override string Child => "cluster";
}

/// <summary>Find the cluster or make it, and wait until it is ready.</summary>
/// <param name="AskedAt">When the intent was journaled; a creation of unknown outcome settles from here.</param>
/// <param name="MayExist">An earlier attempt failed: it may have made a cluster that no list shows yet.</param>
public sealed record ProvisionCluster(string Key, string Step, int Attempt, ClusterRequest Request, DateTimeOffset AskedAt, bool MayExist)
    : ClusterOrder(Key, Step, Attempt, Request);

/// <summary>Tell when the ready cluster ends without having been asked to.</summary>
public sealed record WatchCluster(string Key, string Step, int Attempt, ClusterRequest Request, string Id) : ClusterOrder(Key, Step, Attempt, Request);

/// <param name="Id">Null while the creation's outcome is unknown: then it is looked for until <paramref name="AskedAt"/> plus the settle time.</param>
public sealed record RemoveCluster(string Key, string Step, int Attempt, ClusterRequest Request, string? Id, DateTimeOffset AskedAt)
    : ClusterOrder(Key, Step, Attempt, Request);

public abstract record SessionOrder(string Key, string Step, int Attempt, string Job, LivyEndpoint Livy, string Session) : WorkOrder(Key, Step, Attempt)
{
    public override string Child => $"session-{Job}";
}

/// <summary>Find the session or make it, and wait until it takes statements.</summary>
public sealed record OpenSession(string Key, string Step, int Attempt, string Job, LivyEndpoint Livy, SessionRequest Request)
    : SessionOrder(Key, Step, Attempt, Job, Livy, Request.Name);

/// <summary>Find the statement by its marker or post it, and wait for its answer.</summary>
/// <param name="Marker">Stands in the first line of the code.</param>
/// <param name="Rerunnable">Whether it may run a second time; a script that is one statement may not unless it says so.</param>
public sealed record RunStatement(
    string Key, string Step, int Attempt, string Job, LivyEndpoint Livy, string Session, int Index, string Marker, string Code, bool Rerunnable)
    : SessionOrder(Key, Step, Attempt, Job, Livy, Session);

/// <param name="Marker">The statement that may still be under way there: it is cancelled first. Null for none.</param>
public sealed record CloseSession(string Key, string Step, int Attempt, string Job, LivyEndpoint Livy, string Session, string? Marker = null)
    : SessionOrder(Key, Step, Attempt, Job, Livy, Session);

public abstract record WarehouseOrder(string Key, string Step, int Attempt) : WorkOrder(Key, Step, Attempt)
{
    public override string Child => "warehouse";
}

/// <summary>Find the warehouse or make it, and wait until it takes SQL.</summary>
public sealed record ProvisionWarehouse(string Key, string Step, int Attempt, WarehouseRequest Request) : WarehouseOrder(Key, Step, Attempt);

public sealed record RemoveWarehouse(string Key, string Step, int Attempt, WarehouseRequest Request) : WarehouseOrder(Key, Step, Attempt);

public sealed record ApplySchema(string Key, string Step, int Attempt, WarehouseEndpoint Warehouse, SqlScript Script) : WarehouseOrder(Key, Step, Attempt);

public sealed record StageTable(string Key, string Step, int Attempt, WarehouseEndpoint Warehouse, StagingLoad Load) : WarehouseOrder(Key, Step, Attempt);

public sealed record LoadStarTable(string Key, string Step, int Attempt, WarehouseEndpoint Warehouse, StarLoad Load) : WarehouseOrder(Key, Step, Attempt);

public sealed record RunCheck(string Key, string Step, int Attempt, WarehouseEndpoint Warehouse, SqlScript Query) : WarehouseOrder(Key, Step, Attempt);
