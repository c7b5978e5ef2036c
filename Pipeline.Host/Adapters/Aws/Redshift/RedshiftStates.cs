using Pipeline.Actors.Warehouses;
using Described = Amazon.Redshift.Model.Cluster;

namespace Pipeline.Host.Adapters.Aws.Redshift;

// Not the namespace of the local adapter beside this one.
using Warehouse = Pipeline.Actors.Warehouses.Warehouse;

/// <summary>Redshift's words for where a cluster is; nowhere else are they read.</summary>
internal static class RedshiftStates
{
    /// <param name="found">As Redshift describes it.</param>
    /// <param name="role">The role that it has to be able to use.</param>
    /// <param name="tunnel">Where to connect to instead of its own address; null for that.</param>
    public static Warehouse Read(Described found, string? role, HostAndPort? tunnel)
    {
        var name = found.ClusterIdentifier;
        var address = tunnel ?? (found.Endpoint is { Address: { Length: > 0 } host, Port: { } port } ? new HostAndPort(host, port) : null);
        return Status(found) switch
        {
            WarehouseStatus.Ready when address is not null && IsAttached(found, role) =>
                new Warehouse(name, WarehouseStatus.Ready, new WarehouseEndpoint(name, address.Host, address.Port, found.DBName, role)),
            WarehouseStatus.Ready => new Warehouse(name, WarehouseStatus.Starting),
            WarehouseStatus.Failed => new Warehouse(name, WarehouseStatus.Failed, Why: $"Redshift says {found.ClusterStatus}"),
            var other => new Warehouse(name, other),
        };
    }

    /// <summary>A word that is not known yet is waited on: the caller has a deadline.</summary>
    private static WarehouseStatus Status(Described found) => found.ClusterStatus switch
    {
        "available" => WarehouseStatus.Ready,
        "deleting" or "final-snapshot" => WarehouseStatus.Deleting,
        "hardware-failure" or "storage-full" or "paused" => WarehouseStatus.Failed,
        { } words when words.StartsWith("incompatible-", StringComparison.Ordinal) => WarehouseStatus.Failed,
        _ => WarehouseStatus.Starting,
    };

    /// <summary>A role is attached some time after the cluster is there; COPY fails until then.</summary>
    private static bool IsAttached(Described found, string? role) =>
        role is null || (found.IamRoles ?? []).Any(attached => attached.IamRoleArn == role && attached.ApplyStatus is null or "in-sync");
}
