using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Actors;
using Pipeline.Actors.Clusters;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Ledger;
using Pipeline.Actors.Runs;
using Pipeline.Actors.Sessions;
using Pipeline.Actors.Warehouses;
using Pipeline.Host.Local;
using Pipeline.Host.Local.Clusters;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Local;

/// <summary>What is seen of real gateways, sessions, warehouses and databases, this home's and another's.</summary>
public sealed class LocalInventoryTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    // Random, because gateways of all homes are seen: those of another test are not this one's.
    private readonly string mine = $"mine{Guid.NewGuid():N}";
    private readonly string theirs = $"theirs{Guid.NewGuid():N}";
    private readonly LocalHome home = new();
    private readonly LocalHome other = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await home.DisposeAsync();
        await other.DisposeAsync();
    }

    [RequiresFact(Needs.Engine)]
    public async Task A_gateway_and_its_sessions_are_seen_with_their_owner_and_removed_one_by_one()
    {
        await using var environment = Environment(home);
        var cluster = await Started(environment, Cluster("arrivals-r1", "r1", mine));
        var livy = new LivyEndpoint("arrivals-r1", cluster.Livy!);
        foreach (var name in (string[])["arrivals-r1-a-1", "arrivals-r1-b-1"])
        {
            await environment.Ports.Livy.CreateSession(livy, new SessionRequest(name, "sql", System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty), None);
        }

        var seen = await Seen(environment, mine);
        Assert.Equal(
            [(Resource.Cluster, "arrivals-r1", null), (Resource.Session, "arrivals-r1-a-1", "arrivals-r1"), (Resource.Session, "arrivals-r1-b-1", "arrivals-r1")],
            seen.Select(thing => (thing.Kind, thing.Name, thing.PartOf)));
        Assert.All(seen, thing => Assert.Equal((mine, "r1"), (thing.Journal, thing.Run)));
        Assert.Equal(("running", cluster.Id), (seen[0].State, seen[0].Id));
        Assert.NotNull(seen[0].Since);

        await environment.Inventory.Remove(seen[1], None);
        Assert.Equal(["arrivals-r1", "arrivals-r1-b-1"], (await Seen(environment, mine)).Select(thing => thing.Name));
        await environment.Inventory.Remove(seen[0], None);
        Assert.Empty(await Seen(environment, mine));
        await environment.Inventory.Remove(seen[0], None);
    }

    [Fact]
    public async Task A_gateway_of_another_home_is_recognisable_as_its_journals_and_is_not_taken_for_one_of_the_same_name()
    {
        await using var environment = Environment(home);
        await using var stranger = Environment(other);
        var ours = await Started(environment, Cluster("arrivals-r1", "r1", mine));
        var strange = await Started(stranger, Cluster("arrivals-r1", "r1", theirs));

        var seen = Assert.Single(await Seen(environment, theirs));
        Assert.Equal((strange.Id, theirs, "r1"), (seen.Id, seen.Journal, seen.Run));

        // Under a false flag it is refused; named as what it is it goes, and ours stays.
        await Assert.ThrowsAsync<PortFailureException>(() => environment.Inventory.Remove(seen with { Journal = mine }, None));
        await environment.Inventory.Remove(seen, None);
        Assert.Empty(await Seen(environment, theirs));
        Assert.Equal(ours.Id, Assert.Single(await Seen(environment, mine)).Id);
    }

    [RequiresFact(Needs.Postgres)]
    public async Task Databases_of_runs_are_seen_while_the_server_is_up_and_looking_does_not_start_it()
    {
        await using var environment = Environment(home);
        Assert.Equal("database", Assert.Single((await environment.Inventory.List(None)).Unseen).Kind);
        Assert.Null(RuntimeFile.ReadAlive(home.Files.Postgres));

        await environment.Ports.Warehouses.Create(Warehouse("r1", mine), None);
        await environment.Ports.Warehouses.Create(Warehouse("r2", theirs), None);
        Assert.Equal([("warehouse", "arrivals-r1", "r1"), ("database", "arrivals_r1", "r1")], (await Seen(environment, mine)).Select(t => (t.Kind, t.Name, t.Run!)));

        await environment.Ports.Warehouses.Delete(Warehouse("r1", mine), None);
        var kept = Assert.Single(await Seen(environment, mine));
        Assert.Equal(("database", "kept"), (kept.Kind, kept.State));
        Assert.NotNull(kept.Kept);

        // Another home's run on the same server is seen as that: of its journal.
        var foreign = (await Seen(environment, theirs)).Single(thing => thing.Kind == "database");
        await Assert.ThrowsAsync<PortFailureException>(() => environment.Inventory.Remove(foreign with { Journal = mine }, None));
        await environment.Inventory.Remove(kept, None);
        Assert.Empty(await Seen(environment, mine));

        var server = (await environment.Inventory.List(None)).Things.Single(thing => thing.Kind == "postgres");
        Assert.Null(server.Journal);
        await Assert.ThrowsAsync<PortFailureException>(() => environment.Inventory.Remove(server, None));

        await environment.Inventory.Remove((await Seen(environment, theirs)).Single(thing => thing.Kind == "warehouse"), None);
        Assert.Null(RuntimeFile.ReadAlive(home.Files.Postgres));
    }

    [Theory]
    [InlineData("/x/Pipeline.Host gateway --name a-r1 --home /my home/.pipeline --sessions 2 --journal j1 --run r1", "a-r1", "/my home/.pipeline", "j1", "r1")]
    [InlineData("dotnet /x/Pipeline.Host.dll gateway --name a-r1 --home /h --sessions 2 --journal  --run ", "a-r1", "/h", null, null)]
    [InlineData("dotnet /x/Pipeline.Host.dll gateway --name a-r1 --home /h --sessions 2", "a-r1", "/h", null, null)]
    public void A_gateways_command_line_tells_whose_it_is(string command, string name, string ofHome, string? journal, string? run) =>
        Assert.Equal(new GatewayMark(name, ofHome, journal, run), GatewayMark.Read(command));

    [Theory]
    [InlineData("/x/Pipeline.Host serve --until-idle")]
    [InlineData("vim notes about Pipeline.Host gateway --name a")]
    public void Another_process_is_no_gateway(string command) => Assert.Null(GatewayMark.Read(command));

    private static ClusterRequest Cluster(string name, string run, string journal) => new(name, run, journal, new ClusterDefinition(), 2);

    private static WarehouseRequest Warehouse(string run, string journal) =>
        new($"arrivals-{run}", "arrivals", run, journal, new WarehouseDefinition { Schema = "schema.sql" }, Role: null);

    private static async Task<InventoryItem[]> Seen(LocalEnvironment environment, string journal) =>
        [.. (await environment.Inventory.List(None)).Things.Where(thing => thing.Journal == journal).OrderBy(thing => thing.Kind == "database").ThenBy(thing => thing.Name, StringComparer.Ordinal)];

    private static async Task<Cluster> Started(LocalEnvironment environment, ClusterRequest request)
    {
        var cluster = await environment.Ports.Clusters.Create(request, None);
        while (cluster.Status == ClusterStatus.Starting)
        {
            await Task.Yield();
            cluster = await environment.Ports.Clusters.Describe(request, cluster.Id, None);
        }

        Assert.True(cluster.Status == ClusterStatus.Ready, cluster.Why);
        return cluster;
    }

    private static LocalEnvironment Environment(LocalHome home) => LocalEnvironment.Create(
        new LocalOptions(home.Path, Checkout.Root, Sessions: 2, PostgresConnection: null, (_, _, _) => { }), TimeProvider.System, NullLoggerFactory.Instance);
}
