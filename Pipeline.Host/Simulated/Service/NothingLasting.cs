using System.Collections.Immutable;
using Pipeline.Actors.Ledger;
using Pipeline.Actors.Runs;

namespace Pipeline.Host.Simulated.Service;

/// <summary>The inventory of an outside that ends with its service: that a thing is not listed says nothing, and there is nothing to remove.</summary>
internal sealed class NothingLasting : IInventory
{
    private static readonly ImmutableArray<Unseen> Kinds =
        [.. new[] { Resource.Roles, Resource.Cluster, Resource.Session, Resource.Warehouse }.Select(kind => new Unseen(kind, "it is only simulated"))];

    public Task<Inventory> List(CancellationToken cancellation) => Task.FromResult(new Inventory([], Kinds));

    public Task Remove(InventoryItem thing, CancellationToken cancellation) => Task.CompletedTask;
}
