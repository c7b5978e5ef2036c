using Pipeline.Actors;
using Pipeline.Actors.Ledger;
using Pipeline.Actors.Runs;
using Pipeline.Host.Local.Clusters;
using Pipeline.Host.Local.Warehouses;

namespace Pipeline.Host.Local;

/// <summary>What there is of the local environment: processes, sessions in them, warehouses and databases. Local roles leave nothing outside.</summary>
internal sealed class LocalInventory(GatewayInventory gateways, WarehouseInventory warehouses) : IInventory
{
    public async Task<Inventory> List(CancellationToken cancellation)
    {
        var (first, second) = (await gateways.List(cancellation), await warehouses.List(cancellation));
        return new Inventory([.. first.Things, .. second.Things], [.. first.Unseen, .. second.Unseen]);
    }

    public Task Remove(InventoryItem thing, CancellationToken cancellation) => thing.Kind switch
    {
        Resource.Cluster or Resource.Session => gateways.Remove(thing, cancellation),
        Resource.Warehouse or WarehouseInventory.Database or WarehouseInventory.Server => warehouses.Remove(thing, cancellation),
        Resource.Roles => Task.CompletedTask,
        _ => throw PortFailureException.Permanent($"The local environment has nothing of kind '{thing.Kind}'."),
    };
}
