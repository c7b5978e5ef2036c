using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Pipeline.Actors;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Warehouses;
using Pipeline.Host.Local;
using Pipeline.Host.Local.Postgres;
using Pipeline.Host.Local.Warehouses;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Local.Warehouses;

/// <summary>Databases of a real server, each test's in a home of its own.</summary>
public sealed class LocalWarehousesTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly LocalHome home = new();
    private readonly FakeTimeProvider days = new();
    private readonly WarehouseMarks marks;

    public LocalWarehousesTests() => marks = new WarehouseMarks(home.Files);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => home.DisposeAsync().AsTask();

    [RequiresFact(Needs.Postgres)]
    public async Task A_warehouse_is_a_database_that_outlives_it()
    {
        var (request, warehouses) = (Request("r1"), Warehouses());
        Assert.Null(await warehouses.Find(request, None));
        var created = await warehouses.Create(request, None);
        Assert.Equal((WarehouseStatus.Ready, "us_arrivals_r1"), (created.Status, created.Endpoint!.Database));
        Assert.Equal(created, await warehouses.Create(request, None));

        // As the next service finds it; another journal's is not its own.
        Assert.Equal(created, await Warehouses().Find(request, None));
        Assert.Null(await warehouses.Find(request with { Journal = "another" }, None));

        await warehouses.Delete(request, None);
        Assert.Null(await warehouses.Find(request, None));
        Assert.Null(RuntimeFile.ReadAlive(home.Files.Postgres));
        await warehouses.Delete(request, None);
        Assert.Equal(["us_arrivals_r1"], await Databases());
    }

    [RequiresFact(Needs.Postgres)]
    public async Task The_server_stays_while_another_run_needs_it()
    {
        var warehouses = Warehouses();
        await warehouses.Create(Request("r1"), None);
        await warehouses.Create(Request("r2"), None);
        await warehouses.Delete(Request("r1"), None);
        Assert.NotNull(RuntimeFile.ReadAlive(home.Files.Postgres));
        await warehouses.Delete(Request("r2"), None);
        Assert.Null(RuntimeFile.ReadAlive(home.Files.Postgres));
    }

    [RequiresFact(Needs.Postgres)]
    public async Task Of_a_pipeline_s_databases_the_last_five_are_kept()
    {
        var warehouses = Warehouses();
        await warehouses.Create(Request("r0") with { Pipeline = "other", Name = "other-r0" }, None);
        foreach (var run in Enumerable.Range(1, 7))
        {
            days.Advance(TimeSpan.FromDays(1));
            await warehouses.Create(Request($"r{run}"), None);
        }

        // Its own is kept whatever its age, and the sixth last is in use.
        await warehouses.Delete(Request("r1"), None);
        Assert.Equal(8, (await Databases()).Length);
        await warehouses.Delete(Request("r2"), None);
        Assert.Equal(["other_r0", "us_arrivals_r2", "us_arrivals_r3", "us_arrivals_r4", "us_arrivals_r5", "us_arrivals_r6", "us_arrivals_r7"], await Databases());
        await warehouses.Delete(Request("r7"), None);
        Assert.Equal(["other_r0", "us_arrivals_r3", "us_arrivals_r4", "us_arrivals_r5", "us_arrivals_r6", "us_arrivals_r7"], await Databases());
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_service_killed_between_its_intent_and_the_database_asks_again()
    {
        marks.Set(new WarehouseMark("us-arrivals-r1", "us_arrivals_r1", "journal"));
        Assert.Null(await Warehouses().Find(Request("r1"), None));

        // Killed between making the database and saying whose it is.
        await Execute("CREATE DATABASE us_arrivals_r1");
        Assert.Null(await Warehouses().Find(Request("r1"), None));
        Assert.Equal(WarehouseStatus.Ready, (await Warehouses().Create(Request("r1"), None)).Status);
        Assert.NotNull(await Warehouses().Find(Request("r1"), None));
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_stranger_s_database_of_the_name_is_left_alone()
    {
        await Execute("CREATE DATABASE us_arrivals_r1");
        await Execute("CREATE TABLE theirs (a int)", "us_arrivals_r1");
        var failure = await Assert.ThrowsAsync<PortFailureException>(() => Warehouses().Create(Request("r1"), None));
        Assert.Equal(FailureKind.Permanent, failure.Kind);
        Assert.Contains("has a database us_arrivals_r1 already that is not run r1's: drop or rename it", failure.Message, StringComparison.Ordinal);
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_given_server_is_used_and_never_stopped()
    {
        var given = (await home.Postgres().Login("postgres", None)).ConnectionString;
        var warehouses = new LocalWarehouses(new GivenPostgres(given), marks, days, NullLogger<LocalWarehouses>.Instance);
        var created = await warehouses.Create(Request("r1"), None);
        Assert.Equal(RuntimeFile.Read(home.Files.Postgres)!.Port, created.Endpoint!.Port);
        await warehouses.Delete(Request("r1"), None);
        Assert.NotNull(RuntimeFile.ReadAlive(home.Files.Postgres));
        Assert.Equal(["us_arrivals_r1"], await Databases());
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_given_server_that_does_not_let_this_user_in_is_told_without_the_password()
    {
        var given = new NpgsqlConnectionStringBuilder((await home.Postgres().Login("postgres", None)).ConnectionString) { Password = "s3cret" }.ConnectionString;
        var warehouses = new LocalWarehouses(new GivenPostgres(given), marks, days, NullLogger<LocalWarehouses>.Instance);
        var failure = await Assert.ThrowsAsync<PortFailureException>(() => warehouses.Create(Request("r1"), None));
        Assert.Equal(FailureKind.Permanent, failure.Kind);
        Assert.Contains("password authentication failed for user \"pipeline\"", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }

    private static WarehouseRequest Request(string run) =>
        new($"us-arrivals-{run}", "us-arrivals", run, "journal", new WarehouseDefinition { Schema = "schema.sql" }, Role: null);

    private LocalWarehouses Warehouses() => new(home.Postgres(), marks, days, NullLogger<LocalWarehouses>.Instance);

    /// <summary>What is on the server, which is started again if need be.</summary>
    private async Task<string[]> Databases() =>
        [.. (await new RunDatabases(home.Postgres()).List(None)).Select(database => database.Database).Order(StringComparer.Ordinal)];

    private async Task Execute(string sql, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection((await home.Postgres().Login(database, None)).ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
