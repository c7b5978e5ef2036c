using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using Pipeline.Actors.Clusters;
using Pipeline.Host.Adapters.Aws.Errors;
using Pipeline.Host.Adapters.Aws.S3;
using Cluster = Pipeline.Actors.Clusters.Cluster;
using ClusterStatus = Pipeline.Actors.Clusters.ClusterStatus;
using Described = Amazon.ElasticMapReduce.Model.Cluster;

namespace Pipeline.Host.Adapters.Aws.Emr;

/// <summary>Clusters on EMR, found again by name and tags.</summary>
/// <param name="clients">EMR's clients.</param>
/// <param name="settings">The network and Livy's address.</param>
/// <param name="logs">Where the clusters' logs go.</param>
/// <param name="budget">What all runs together may call EMR.</param>
/// <param name="log">Tells of a second cluster.</param>
public sealed class EmrClusters(EmrClients clients, AwsSettings settings, S3Location logs, CallBudget budget, ILogger<EmrClusters> log) : IClusters
{
    private readonly AwsCalls _calls = new(EmrErrors.Table);

    public bool NamesAreUnique => false;

    public async Task<Cluster?> Find(ClusterRequest request, CancellationToken cancellation)
    {
        var own = await FindOwn(request, cancellation);
        var live = own.Where(EmrStates.IsLive).ToList();
        foreach (var younger in live.Skip(1))
        {
            log.LogWarning("A second cluster {Younger} carries the tags of run {Run} beside {Older}: it is terminated", younger.Id, request.RunId, live[0].Id);
            await Terminate(younger.Id, cancellation);
        }

        // One that is ending still holds the run's roles: it counts until it is gone.
        return live.Concat(own).FirstOrDefault() is { } found ? EmrStates.Read(found, settings.Livy) : null;
    }

    public async Task<Cluster> Create(ClusterRequest request, CancellationToken cancellation)
    {
        var run = EmrRequests.Run(request, settings.Cluster, logs);
        await budget.Take(cancellation);

        // Once only: EMR knows no client token, and a retry inside the SDK would make a second cluster.
        var made = await _calls.Send($"start cluster {request.Name}", c => clients.Once.RunJobFlowAsync(run, c), cancellation);
        return new Cluster(made.JobFlowId, ClusterStatus.Starting);
    }

    public async Task<Cluster> Describe(ClusterRequest request, string id, CancellationToken cancellation) =>
        await Describe(id, cancellation) is { } found ? EmrStates.Read(found, settings.Livy) : new Cluster(id, ClusterStatus.Gone);

    public async Task Terminate(ClusterRequest request, string id, CancellationToken cancellation)
    {
        if (await Describe(id, cancellation) is { } found && EmrStates.IsLive(found) && IsOwn(found, request))
        {
            await Terminate(id, cancellation);
        }
    }

    /// <summary>The run's clusters that are not gone, the oldest first.</summary>
    private async Task<List<Described>> FindOwn(ClusterRequest request, CancellationToken cancellation)
    {
        var own = new List<Described>();
        foreach (var summary in (await ListLive(cancellation)).Where(summary => summary.Name == request.Name))
        {
            // A list has no tags.
            if (await Describe(summary.Id, cancellation) is { } found && IsOwn(found, request))
            {
                own.Add(found);
            }
        }

        return [.. own.OrderBy(cluster => cluster.Status?.Timeline?.CreationDateTime).ThenBy(cluster => cluster.Id, StringComparer.Ordinal)];
    }

    private async Task<List<ClusterSummary>> ListLive(CancellationToken cancellation)
    {
        var all = new List<ClusterSummary>();
        string? marker = null;
        do
        {
            await budget.Take(cancellation);
            var page = await _calls.Send("list clusters", c => clients.Emr.ListClustersAsync(EmrRequests.ListLive(marker), c), cancellation);
            all.AddRange(page.Clusters ?? []);
            marker = page.Marker;
        }
        while (!string.IsNullOrEmpty(marker));
        return all;
    }

    private async Task<Described?> Describe(string id, CancellationToken cancellation)
    {
        await budget.Take(cancellation);
        return await _calls.Send<Described?>(
            $"show cluster {id}",
            async c => (await clients.Emr.DescribeClusterAsync(new DescribeClusterRequest { ClusterId = id }, c)).Cluster,
            AwsMeaning.NotFound,
            () => null,
            cancellation);
    }

    private async Task Terminate(string id, CancellationToken cancellation)
    {
        await budget.Take(cancellation);
        await _calls.Send($"terminate cluster {id}", c => clients.Emr.TerminateJobFlowsAsync(new TerminateJobFlowsRequest { JobFlowIds = [id] }, c), cancellation);
    }

    private static bool IsOwn(Described found, ClusterRequest request) =>
        AwsTags.Of(request.Name, request.RunId, request.Journal).AreOn((found.Tags ?? []).Select(tag => (tag.Key, tag.Value)));
}

/// <summary>EMR's clients.</summary>
/// <param name="Emr">Retries as the SDK does.</param>
/// <param name="Once">Retries nothing.</param>
public sealed record EmrClients(IAmazonElasticMapReduce Emr, IAmazonElasticMapReduce Once);
