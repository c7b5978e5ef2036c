using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Pipeline.Actors.Clusters;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Roles;
using Pipeline.Actors.Warehouses;
using Pipeline.Host.Local;
using Pipeline.Host.Local.Warehouses;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Local;

/// <summary>Services and queries of one home, with its real processes.</summary>
public sealed class LocalEnvironmentTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly WarehouseRequest Warehouse = new("arrivals-r1", "arrivals", "r1", "journal", new WarehouseDefinition { Schema = "schema.sql" }, Role: null);
    private static readonly ClusterRequest Cluster = new("arrivals-r1", "r1", "journal", new ClusterDefinition(), 1);

    private readonly LocalHome home = new(withLease: false);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => home.DisposeAsync().AsTask();

    [Fact]
    public async Task Nothing_is_touched_before_it_is_needed_and_no_roles_are_needed_at_all()
    {
        await using var environment = Service(start: false);
        Assert.Empty(Directory.EnumerateFileSystemEntries(home.Path));
        var roles = new RolesRequest("arrivals-r1", "r1", "journal", "/in", "/lake");
        Assert.Equal(RunRoles.None, await environment.Ports.Roles.Ensure(roles, None));
        await environment.Ports.Roles.Remove(roles, None);
        await environment.StopAll(None);
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_graceful_end_leaves_nothing_running_even_of_an_unfinished_run()
    {
        await using (var service = Service())
        {
            await service.Ports.Clusters.Create(Cluster, None);
            await service.Ports.Warehouses.Create(Warehouse, None);
            await service.StopAll(None);
        }

        Assert.Empty(home.Files.Gateways());
        Assert.Null(RuntimeFile.ReadAlive(home.Files.Postgres));
        Assert.Empty(Directory.EnumerateFiles(home.Files.Leases));

        // The next service finds the run's warehouse where it was.
        await using var next = Service();
        Assert.Equal(WarehouseStatus.Ready, (await next.Ports.Warehouses.Find(Warehouse, None))!.Status);
        Assert.Equal(0, await next.Ports.WarehouseSql.Count((await next.Ports.Warehouses.Find(Warehouse, None))!.Endpoint!, new SqlScript("check", "SELECT 0"), None));
        await next.StopAll(None);
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_query_reads_what_a_run_left_and_has_the_server_no_longer_than_it_needs()
    {
        await using (var service = Service())
        {
            var endpoint = (await service.Ports.Warehouses.Create(Warehouse, None)).Endpoint!;
            await service.Ports.WarehouseSql.ApplySchema(endpoint, new SqlScript("schema.sql", "CREATE TABLE public.fact (a BIGINT);"), None);
            await service.Ports.Warehouses.Delete(Warehouse, None);
        }

        var first = Query();
        await using (var second = Query())
        {
            var database = Assert.Single(await second.Databases(None));
            Assert.Equal(("arrivals", "r1", "journal"), (database.Pipeline, database.Run, database.Journal));
            await using var connection = await second.Connect(database, None);
            await using var read = new NpgsqlCommand("SELECT count(*) FROM fact", connection);
            Assert.Equal(0L, await read.ExecuteScalarAsync());
            await using var write = new NpgsqlCommand("INSERT INTO fact VALUES (1)", connection);
            Assert.Equal("25006", (await Assert.ThrowsAsync<PostgresException>(() => write.ExecuteNonQueryAsync())).SqlState);
        }

        Assert.NotNull(RuntimeFile.ReadAlive(home.Files.Postgres));
        await first.DisposeAsync();
        Assert.Null(RuntimeFile.ReadAlive(home.Files.Postgres));
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_query_does_not_take_the_server_from_a_run_nor_a_stopping_service_from_a_query()
    {
        await using var service = Service();
        await service.Ports.Warehouses.Create(Warehouse, None);
        var query = Query();
        await query.Databases(None);
        await query.DisposeAsync();
        Assert.NotNull(RuntimeFile.ReadAlive(home.Files.Postgres));

        query = Query();
        await service.StopAll(None);
        Assert.NotNull(RuntimeFile.ReadAlive(home.Files.Postgres));
        await service.DisposeAsync();
        await query.DisposeAsync();
        Assert.Null(RuntimeFile.ReadAlive(home.Files.Postgres));
    }

    [Fact]
    public void The_options_print_themselves_without_the_password() => Assert.DoesNotContain("s3cret", $"{Options() with { PostgresConnection = "Password=s3cret" }}");

    private LocalOptions Options() => new(home.Path, Checkout.Root, Sessions: 2, PostgresConnection: null, (_, _, _) => { });

    private LocalEnvironment Service(bool start = true)
    {
        var service = LocalEnvironment.Create(Options(), TimeProvider.System, NullLoggerFactory.Instance);
        if (start)
        {
            service.Start();
        }

        return service;
    }

    private LocalQuery Query() => LocalQuery.Open(Options(), TimeProvider.System, NullLoggerFactory.Instance);
}
