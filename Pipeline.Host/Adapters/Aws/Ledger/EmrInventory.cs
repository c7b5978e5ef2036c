using System.Collections.Immutable;
using System.Globalization;
using Amazon.ElasticMapReduce.Model;
using Pipeline.Actors;
using Pipeline.Actors.Ledger;
using Pipeline.Actors.Runs;
using Pipeline.Actors.Sessions;
using Pipeline.Host.Adapters.Aws.Emr;
using Pipeline.Host.Adapters.Aws.Errors;
using Pipeline.Host.Adapters.Livy;

namespace Pipeline.Host.Adapters.Aws.Ledger;

/// <summary>The clusters that carry a journal's tag, and the sessions on them.</summary>
/// <param name="clients">EMR's clients.</param>
/// <param name="settings">Makes Livy's address.</param>
/// <param name="livy">Lists and ends sessions.</param>
/// <param name="budget">What all runs together may call EMR.</param>
internal sealed class EmrInventory(EmrClients clients, AwsLivySettings settings, LivyHttp livy, CallBudget budget)
{
    private readonly AwsCalls _calls = new(EmrErrors.Table);

    public async Task<Inventory> List(CancellationToken cancellation)
    {
        var things = ImmutableArray.CreateBuilder<InventoryItem>();
        var unseen = ImmutableArray.CreateBuilder<Unseen>();
        foreach (var cluster in await Live(cancellation))
        {
            if (AwsInventory.Owner(Tags(cluster)) is not { } owner)
            {
                continue;
            }

            var state = cluster.Status?.State?.Value ?? "";
            var thing = new InventoryItem(Resource.Cluster, cluster.Name, cluster.Id, state, AwsInventory.Time(cluster.Status?.Timeline?.CreationDateTime), owner.Journal, owner.Run)
            {
                Leaving = state == "TERMINATING",
            };
            things.Add(thing);
            if (EmrStates.Read(cluster, settings).Livy is not { } url)
            {
                continue;
            }

            try
            {
                things.AddRange((await livy.ListSessions(new LivyEndpoint(cluster.Name, url), cancellation)).Select(session => new InventoryItem(
                    Resource.Session, session.Name, session.Id.ToString(CultureInfo.InvariantCulture), session.State, null, owner.Journal, owner.Run) { PartOf = cluster.Name }));
            }
            catch (PortFailureException failure)
            {
                unseen.Add(new Unseen(Resource.Session, failure.Message));
            }
        }

        return new Inventory(things.ToImmutable(), unseen.ToImmutable());
    }

    public Task Remove(InventoryItem thing, CancellationToken cancellation) =>
        thing.Kind == Resource.Cluster ? RemoveCluster(thing, cancellation) : RemoveSession(thing, cancellation);

    private async Task RemoveCluster(InventoryItem thing, CancellationToken cancellation)
    {
        if (await Show(thing.Id, cancellation) is not { } found || !EmrStates.IsLive(found))
        {
            return;
        }

        AwsInventory.Same(thing, AwsInventory.Owner(Tags(found)));
        await budget.Take(cancellation);
        await _calls.Send($"terminate cluster {thing.Id}", c => clients.Emr.TerminateJobFlowsAsync(new TerminateJobFlowsRequest { JobFlowIds = [thing.Id] }, c), cancellation);
    }

    private async Task RemoveSession(InventoryItem thing, CancellationToken cancellation)
    {
        foreach (var cluster in (await Live(cancellation)).Where(cluster => cluster.Name == thing.PartOf && AwsInventory.Owner(Tags(cluster)) == (thing.Journal ?? "", thing.Run)))
        {
            if (EmrStates.Read(cluster, settings).Livy is { } url)
            {
                await livy.DeleteSession(new LivyEndpoint(cluster.Name, url), thing.Name, cancellation);
            }
        }
    }

    /// <summary>Of every live cluster that is named like a run's, what a list does not tell: its tags.</summary>
    private async Task<List<Cluster>> Live(CancellationToken cancellation)
    {
        var all = new List<Cluster>();
        string? marker = null;
        do
        {
            await budget.Take(cancellation);
            var page = await _calls.Send("list clusters", c => clients.Emr.ListClustersAsync(EmrRequests.ListLive(marker), c), cancellation);
            foreach (var summary in (page.Clusters ?? []).Where(summary => RunNames.RunOf(summary.Name) is not null))
            {
                if (await Show(summary.Id, cancellation) is { } cluster)
                {
                    all.Add(cluster);
                }
            }

            marker = page.Marker;
        }
        while (!string.IsNullOrEmpty(marker));
        return all;
    }

    private async Task<Cluster?> Show(string id, CancellationToken cancellation)
    {
        await budget.Take(cancellation);
        return await _calls.Send<Cluster?>(
            $"show cluster {id}", async c => (await clients.Emr.DescribeClusterAsync(new DescribeClusterRequest { ClusterId = id }, c)).Cluster, AwsMeaning.NotFound, () => null, cancellation);
    }

    private static IEnumerable<(string Key, string Value)> Tags(Cluster cluster) => (cluster.Tags ?? []).Select(tag => (tag.Key, tag.Value));
}
