namespace Pipeline.Host.Adapters.Aws.Emr;

/// <summary>How large drivers and executors are, so that every session of the run starts at once and none starves another.</summary>
/// <param name="AmShare">The part of the queue that drivers may take, of memory and of cores.</param>
/// <param name="ExecutorMemoryMiB">An executor's heap; null leaves it to EMR.</param>
/// <param name="ExecutorCores">An executor's cores; null leaves it to EMR.</param>
/// <param name="MaxExecutors">How many a session may have when the cluster has grown.</param>
public sealed record SessionSizing(double AmShare, int? ExecutorMemoryMiB, int? ExecutorCores, int MaxExecutors)
{
    public const int DriverMemoryMiB = 1024;

    /// <summary>Spark adds it to every heap: at least this, and a tenth.</summary>
    private const int LeastOverheadMiB = 384;
    private const int DriverContainerMiB = DriverMemoryMiB + LeastOverheadMiB;
    private const int LeastExecutorContainerMiB = 1024 + LeastOverheadMiB;
    private const int MostExecutorCores = 4;

    /// <summary>For nodes of a size that is not known: what EMR does by itself, with room for drivers.</summary>
    private static readonly SessionSizing Unknown = new(0.5, null, null, 4);

    /// <summary>Sizes for so many sessions on so many nodes, growing to so many; null when that many cannot start at once.</summary>
    /// <remarks>A driver and one executor of a session stand on the same node, so that nothing depends on how YARN packs.</remarks>
    public static SessionSizing? For(NodeCapacity? node, int nodes, int mostNodes, int sessions)
    {
        if (node is null)
        {
            return Unknown;
        }

        var perNode = (sessions + nodes - 1) / nodes;
        var cores = Math.Min(MostExecutorCores, (node.VCores / perNode) - 1);
        var container = (node.MemoryMiB / perNode) - DriverContainerMiB;
        if (cores < 1 || container < LeastExecutorContainerMiB)
        {
            return null;
        }

        var perNodeWhenGrown = Math.Min(node.VCores / cores, node.MemoryMiB / container);
        return new SessionSizing(
            Math.Round(Math.Min(0.9, AmPart(node, nodes, sessions) + 0.1), 2),
            (int)Math.Min(container - LeastOverheadMiB, container / 1.1) / 128 * 128,
            cores,
            Math.Max(1, ((mostNodes * perNodeWhenGrown) - sessions) / sessions));
    }

    private static double AmPart(NodeCapacity node, int nodes, int sessions) =>
        Math.Max((double)sessions / (node.VCores * nodes), (double)sessions * DriverContainerMiB / (node.MemoryMiB * nodes));
}
