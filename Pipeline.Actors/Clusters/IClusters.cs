namespace Pipeline.Actors.Clusters;

/// <summary>Clusters that Spark runs on: EMR, or a local gateway process.</summary>
/// <remarks>Every member throws <see cref="PortFailureException"/> for an outside error, and no other.</remarks>
public interface IClusters
{
    /// <summary>True where the outside refuses a second live cluster of one name, so that asking twice is safe.</summary>
    bool NamesAreUnique { get; }

    /// <summary>The live cluster of this name that carries the journal's id, or null. Of two, the older; the younger is terminated and reported.</summary>
    Task<Cluster?> Find(ClusterRequest request, CancellationToken cancellation);

    /// <summary>Asks for the cluster; answers at once with what is known of it. A name already in use answers that cluster.</summary>
    Task<Cluster> Create(ClusterRequest request, CancellationToken cancellation);

    /// <summary>The cluster as it is now; a vanished one is <see cref="ClusterStatus.Gone"/>.</summary>
    Task<Cluster> Describe(ClusterRequest request, string id, CancellationToken cancellation);

    /// <summary>Asks for the removal of the cluster and all its sessions; one that is gone already is no error.</summary>
    Task Terminate(ClusterRequest request, string id, CancellationToken cancellation);
}

/// <summary>What a cluster is asked for with.</summary>
/// <param name="Name">Deterministic: <c>&lt;pipeline&gt;-&lt;runId&gt;</c>.</param>
/// <param name="RunId">Goes into its tags.</param>
/// <param name="Journal">The journal's id, for its tags.</param>
/// <param name="Definition">Release, instances, timeouts.</param>
/// <param name="Sessions">How many sessions will be open at once.</param>
public sealed record ClusterRequest(string Name, string RunId, string Journal, Definitions.ClusterDefinition Definition, int Sessions);

/// <summary>A cluster as the outside describes it.</summary>
/// <param name="Id">The outside's id.</param>
/// <param name="Status">Where it is in its life.</param>
/// <param name="Livy">Livy's base URL once ready; holds no secret.</param>
/// <param name="Why">The outside's words when it is failing or gone.</param>
public sealed record Cluster(string Id, ClusterStatus Status, string? Livy = null, string? Why = null);

public enum ClusterStatus
{
    Starting,
    Ready,
    Terminating,
    Gone,
}
