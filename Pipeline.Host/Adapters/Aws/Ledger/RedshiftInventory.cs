using System.Collections.Immutable;
using Amazon.Redshift;
using Amazon.Redshift.Model;
using Pipeline.Actors.Ledger;
using Pipeline.Actors.Runs;
using Pipeline.Host.Adapters.Aws.Errors;

namespace Pipeline.Host.Adapters.Aws.Ledger;

/// <summary>The warehouses that carry a journal's tag.</summary>
/// <param name="redshift">The client.</param>
/// <param name="existing">A cluster of one's own; what runs left on it carries no tag.</param>
/// <param name="budget">What all runs together may call Redshift.</param>
internal sealed class RedshiftInventory(IAmazonRedshift redshift, ExistingWarehouse? existing, CallBudget budget)
{
    private readonly AwsCalls _calls = new(RedshiftErrors.Table);

    public async Task<Inventory> List(CancellationToken cancellation)
    {
        var things = ImmutableArray.CreateBuilder<InventoryItem>();
        string? marker = null;
        do
        {
            var request = Tagged(marker);
            await budget.Take(cancellation);
            var page = await _calls.Send("list clusters", c => redshift.DescribeClustersAsync(request, c), cancellation);
            things.AddRange((page.Clusters ?? []).Select(Item).OfType<InventoryItem>());
            marker = page.Marker;
        }
        while (!string.IsNullOrEmpty(marker));
        return new Inventory(
            things.ToImmutable(),
            existing is null ? [] : [new Unseen(Resource.Warehouse, $"Databases of runs on cluster {existing.Cluster} carry no tag: SELECT datname FROM pg_database names them.")]);
    }

    /// <summary>Without a snapshot: whoever wants one makes it first.</summary>
    public async Task Remove(InventoryItem thing, CancellationToken cancellation)
    {
        await budget.Take(cancellation);
        var found = await _calls.Send<Cluster?>(
            $"show cluster {thing.Id}",
            async c => (await redshift.DescribeClustersAsync(new DescribeClustersRequest { ClusterIdentifier = thing.Id }, c)).Clusters?.FirstOrDefault(),
            AwsMeaning.NotFound,
            () => null,
            cancellation);
        if (found is null or { ClusterStatus: "deleting" })
        {
            return;
        }

        AwsInventory.Same(thing, AwsInventory.Owner(Tags(found)));
        await budget.Take(cancellation);
        await _calls.Send<object?>(
            $"delete cluster {thing.Id}",
            async c => await redshift.DeleteClusterAsync(new DeleteClusterRequest { ClusterIdentifier = thing.Id, SkipFinalClusterSnapshot = true }, c),
            AwsMeaning.NotFound,
            () => null,
            cancellation);
    }

    internal static DescribeClustersRequest Tagged(string? marker) => new() { TagKeys = [AwsTags.JournalKey], Marker = marker };

    private static InventoryItem? Item(Cluster cluster) => AwsInventory.Owner(Tags(cluster)) is { } owner
        ? new InventoryItem(
            Resource.Warehouse, cluster.ClusterIdentifier, cluster.ClusterIdentifier, cluster.ClusterStatus, AwsInventory.Time(cluster.ClusterCreateTime), owner.Journal, owner.Run)
        {
            Leaving = cluster.ClusterStatus is "deleting" or "final-snapshot",
        }
        : null;

    private static IEnumerable<(string Key, string Value)> Tags(Cluster cluster) => (cluster.Tags ?? []).Select(tag => (tag.Key, tag.Value));
}
