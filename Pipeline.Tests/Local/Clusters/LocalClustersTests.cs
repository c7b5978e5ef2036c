using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Actors.Clusters;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Sessions;
using Pipeline.Host.Adapters.Livy;
using Pipeline.Host.Local;
using Pipeline.Host.Local.Clusters;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Local.Clusters;

/// <summary>Real gateway processes, each test's in a home of its own.</summary>
public sealed class LocalClustersTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly ClusterRequest Request = new("arrivals-r1", "r1", "journal", new ClusterDefinition(), 2);

    private readonly LocalHome home = new();

    private LocalFiles Files => home.Files;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => home.DisposeAsync().AsTask();

    [Fact]
    public async Task A_cluster_is_a_gateway_that_takes_requests_with_its_secret_until_it_is_terminated()
    {
        var clusters = Clusters();
        Assert.Null(await clusters.Find(Request, None));
        var created = await clusters.Create(Request, None);
        var ready = await Ready(clusters, created.Id);
        Assert.Equal(created.Id, ready.Id);
        Assert.True(LocalHome.LeadsItsOwnGroup(ProcessIdentity.Parse(ready.Id)!.Value));

        using var transport = new LivyTransport(name => RuntimeFile.Read(Files.Cluster(name)) is { } file ? new LivyCredentials(file.User, file.Secret) : null, TimeProvider.System);
        Assert.Null(await new LivyHttp(transport).FindSession(new LivyEndpoint(Request.Name, ready.Livy!), "nobody", None));

        await clusters.Terminate(Request, ready.Id, None);
        Assert.Equal(ClusterStatus.Gone, (await clusters.Describe(Request, ready.Id, None)).Status);
        Assert.Null(await clusters.Find(Request, None));
        Assert.False(File.Exists(Files.Cluster(Request.Name)));
        await clusters.Terminate(Request, ready.Id, None);
    }

    [Fact]
    public async Task A_name_has_one_cluster_and_the_next_service_finds_it()
    {
        var created = await Clusters().Create(Request, None);
        Assert.Equal(created.Id, (await Clusters().Create(Request, None)).Id);
        Assert.Equal(created.Id, (await Clusters().Find(Request, None))!.Id);
        var ready = await Ready(Clusters(), created.Id);
        Assert.Equal(ready, await Clusters().Find(Request, None));
    }

    [Fact]
    public async Task A_cluster_that_was_killed_is_gone_and_another_one_of_its_name_is_not_taken_for_it()
    {
        var clusters = Clusters();
        var first = await Ready(clusters, (await clusters.Create(Request, None)).Id);
        await Signals.End(ProcessIdentity.Parse(first.Id)!.Value, TimeProvider.System, None, (Signals.Kill, TimeSpan.FromSeconds(20)));

        var gone = await clusters.Describe(Request, first.Id, None);
        Assert.Equal(ClusterStatus.Gone, gone.Status);
        Assert.StartsWith("its process is gone", gone.Why, StringComparison.Ordinal);
        Assert.Null(await clusters.Find(Request, None));

        var second = await Ready(clusters, (await clusters.Create(Request, None)).Id);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(ClusterStatus.Gone, (await clusters.Describe(Request, first.Id, None)).Status);
        await clusters.Terminate(Request, first.Id, None);
        Assert.Equal(second, await clusters.Find(Request, None));
    }

    [Fact]
    public async Task A_gateway_that_cannot_start_says_why()
    {
        var clusters = Clusters();
        using var taken = FileLock.TryTake(Files.ClusterLock(Request.Name));
        var created = await clusters.Create(Request, None);
        Assert.True(await Signals.IsGone(ProcessIdentity.Parse(created.Id)!.Value, TimeSpan.FromSeconds(60), TimeProvider.System, None));
        var gone = await clusters.Describe(Request, created.Id, None);
        Assert.Equal(ClusterStatus.Gone, gone.Status);
        Assert.Contains("A gateway named 'arrivals-r1' runs already", gone.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_ends_stops_what_it_used_and_the_last_one_everything()
    {
        var (one, other) = (Clusters(), Clusters());
        var mine = await one.Create(Request, None);
        var theirs = await other.Create(Request with { Name = "arrivals-r2" }, None);
        await one.StopAll(everyOne: false, None);
        Assert.Equal((false, true), (ProcessIdentity.Parse(mine.Id)!.Value.Lives, ProcessIdentity.Parse(theirs.Id)!.Value.Lives));
        await one.StopAll(everyOne: true, None);
        Assert.False(ProcessIdentity.Parse(theirs.Id)!.Value.Lives);
        Assert.Empty(Files.Gateways());
    }

    private LocalClusters Clusters() => new(Files, sessions: 2, TimeProvider.System, NullLogger<LocalClusters>.Instance);

    /// <summary>As the actor does: looks until the cluster is no longer starting.</summary>
    private static async Task<Cluster> Ready(LocalClusters clusters, string id)
    {
        Cluster cluster;
        do
        {
            await Task.Yield();
            cluster = await clusters.Describe(Request, id, None);
        }
        while (cluster.Status == ClusterStatus.Starting);
        Assert.True(cluster.Status == ClusterStatus.Ready, cluster.Why);
        return cluster;
    }
}
