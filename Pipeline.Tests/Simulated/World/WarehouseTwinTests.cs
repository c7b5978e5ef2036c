using Pipeline.Actors;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Runs;
using Pipeline.Actors.Warehouses;
using Pipeline.Host.Simulated.World;
using Pipeline.Host.Simulated.World.Faults;
using Xunit;
using static Pipeline.Tests.Simulated.World.TestWorld;

namespace Pipeline.Tests.Simulated.World;

/// <summary>Redshift's twin.</summary>
public sealed class WarehouseTwinTests
{
    private static readonly StarLoad DimAirport = new(
        "public", "dim_airport", new SqlScript("dim-airport.sql", Arrivals.SqlScripts["dim-airport.sql"].Replace("${schema}", "public", StringComparison.Ordinal)), new SqlScript("expect", "SELECT 1"));

    [Fact]
    public void A_warehouse_starts_and_ends_in_minutes_and_its_name_is_refused_a_second_time()
    {
        var test = With();
        test.Do(() => test.Ports.Roles.Ensure(Wanted.Roles, None));
        Assert.Equal(WarehouseStatus.Starting, test.Do(() => test.Ports.Warehouses.Create(Wanted.Warehouse, None)).Status);
        Assert.Equal(WarehouseStatus.Starting, test.Do(() => test.Ports.Warehouses.Create(Wanted.Warehouse, None)).Status);
        Assert.Equal(FailureKind.Transient, Assert.Throws<PortFailureException>(() => test.Do(() => test.Ports.Warehouses.Delete(Wanted.Warehouse, None))).Kind);
        test.Until(() => test.Ports.Warehouses.Find(Wanted.Warehouse, None), now => now!.Status == WarehouseStatus.Ready);

        test.Do(() => test.Ports.Warehouses.Delete(Wanted.Warehouse, None));
        Assert.Equal(WarehouseStatus.Deleting, test.Do(() => test.Ports.Warehouses.Create(Wanted.Warehouse, None)).Status);
        test.Do(() => test.Ports.Warehouses.Delete(Wanted.Warehouse, None));
        test.Until(() => test.Ports.Warehouses.Find(Wanted.Warehouse, None), now => now is null);

        var thing = Assert.Single(test.World.Inventory, thing => thing is { Kind: ThingKind.Warehouse, IsForeign: false });
        Assert.InRange(thing.ReadyAt!.Value - thing.CreatedAt, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(8));
        Assert.InRange(thing.DeletedAt!.Value - thing.EndingAt!.Value, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(6));
        test.Do(() => test.Ports.Warehouses.Delete(Wanted.Warehouse, None));
    }

    [Fact]
    public void A_warehouse_of_another_journal_is_neither_adopted_nor_deleted()
    {
        var test = With();
        test.ReadyWarehouse();
        var other = Wanted.Warehouse with { Journal = "journal-2" };
        Assert.Null(test.Do(() => test.Ports.Warehouses.Find(other, None)));
        Assert.Equal(FailureKind.Permanent, Assert.Throws<PortFailureException>(() => test.Do(() => test.Ports.Warehouses.Create(other, None))).Kind);
        test.Do(() => test.Ports.Warehouses.Delete(other, None));
        Assert.Equal(WarehouseStatus.Ready, test.Do(() => test.Ports.Warehouses.Find(Wanted.Warehouse, None))!.Status);
        Assert.Contains(test.World.Log, deed => deed.Deed == Deed.ForeignTouched);
    }

    [Fact]
    public void A_load_is_repeatable_and_takes_what_was_staged_before_it()
    {
        var (test, warehouse) = Ready();
        test.Do(() => test.Ports.WarehouseSql.Load(warehouse, DimAirport, None));
        var before = test.World.Tables(RunId.Parse(Wanted.Run))["dim_airport"];

        var staged = Stage(test, warehouse);
        var rows = test.Do(() => test.Ports.WarehouseSql.Load(warehouse, DimAirport, None));
        Assert.Equal(rows.Expected, rows.Rows);
        var loaded = test.World.Tables(RunId.Parse(Wanted.Run))["dim_airport"];
        Assert.NotEqual(before, loaded);

        Assert.Equal(staged, Stage(test, warehouse));
        test.Do(() => test.Ports.WarehouseSql.Load(warehouse, DimAirport, None));
        Assert.Equal(loaded, test.World.Tables(RunId.Parse(Wanted.Run))["dim_airport"]);
        Assert.Equal(0, test.Do(() => test.Ports.WarehouseSql.Count(warehouse, new SqlScript("check", "SELECT count(*) FROM dim_airport"), None)));
    }

    [Fact]
    public void A_load_that_appends_is_found_by_its_rows_its_check_and_its_content()
    {
        var (test, warehouse) = Ready();
        Stage(test, warehouse);
        var append = DimAirport with { Script = DimAirport.Script with { Text = DimAirport.Script.Text.Replace("DELETE FROM public.dim_airport;", "", StringComparison.Ordinal) } };
        var once = test.Do(() => test.Ports.WarehouseSql.Load(warehouse, append, None));
        Assert.Equal(once.Expected, once.Rows);
        var content = test.World.Tables(RunId.Parse(Wanted.Run))["dim_airport"];
        var twice = test.Do(() => test.Ports.WarehouseSql.Load(warehouse, append, None));

        Assert.Equal(2 * twice.Expected, twice.Rows);
        Assert.NotEqual(content, test.World.Tables(RunId.Parse(Wanted.Run))["dim_airport"]);
        Assert.Equal(once.Rows, test.Do(() => test.Ports.WarehouseSql.Count(warehouse, new SqlScript("check", "SELECT count(*) FROM dim_airport"), None)));
    }

    [Theory]
    [InlineData(Fault.TimeoutWithEffect, true)]
    [InlineData(Fault.TimeoutWithoutEffect, false)]
    public void A_load_whose_answer_is_lost_was_done_as_a_whole_or_not_at_all(Fault fault, bool done)
    {
        var (test, warehouse) = Ready(On<IWarehouseSql>(nameof(IWarehouseSql.Load), fault));
        Stage(test, warehouse);
        var failure = Assert.Throws<PortFailureException>(() => test.Do(() => test.Ports.WarehouseSql.Load(warehouse, DimAirport, None)));
        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.Equal(done, !test.World.Tables(RunId.Parse(Wanted.Run))["dim_airport"].StartsWith("0 rows", StringComparison.Ordinal));
    }

    [Fact]
    public void A_load_that_its_caller_gives_up_leaves_nothing()
    {
        var (test, warehouse) = Ready();
        Stage(test, warehouse);
        using var cancellation = new CancellationTokenSource();
        test.Clock.After(TimeSpan.FromSeconds(30), cancellation.Cancel);
        Assert.ThrowsAny<OperationCanceledException>(() => test.Do(() => test.Ports.WarehouseSql.Load(warehouse, DimAirport, cancellation.Token)));
        Assert.StartsWith("0 rows", test.World.Tables(RunId.Parse(Wanted.Run))["dim_airport"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_warehouse_may_be_out_of_reach_for_a_while()
    {
        var (test, warehouse) = Ready(On<IWarehouseSql>(nameof(IWarehouseSql.Stage), Fault.WarehouseUnreachable));
        Assert.Equal(FailureKind.Transient, Assert.Throws<PortFailureException>(() => Stage(test, warehouse)).Kind);
        Assert.Equal(FailureKind.Transient, Assert.Throws<PortFailureException>(() => Stage(test, warehouse)).Kind);
        test.Pass(TimeSpan.FromMinutes(1));
        Stage(test, warehouse);
    }

    [Fact]
    public void Staging_needs_every_object_of_the_manifest_and_the_role_to_read_it()
    {
        var (test, warehouse) = Ready();
        var missing = Staged.Load(new OutputManifest("/m", [new LakeObject("/lake/x/part-0", 1)], 1, []));
        Assert.Contains("does not exist", Assert.Throws<PortFailureException>(() => test.Do(() => test.Ports.WarehouseSql.Stage(warehouse, missing, None))).Message, StringComparison.Ordinal);
        var unknown = warehouse with { Role = "arn:aws:iam::000000000000:role/nobody" };
        Assert.Contains("role", Assert.Throws<PortFailureException>(() => test.Do(() => test.Ports.WarehouseSql.Stage(unknown, missing, None))).Message, StringComparison.Ordinal);
    }

    private static (TestWorld Test, WarehouseEndpoint Warehouse) Ready(params ScriptedFault[] faults)
    {
        var test = With(faults);
        var livy = test.ReadySession();
        test.Answer(livy, "INSERT OVERWRITE DIRECTORY '/lake/r0000000000ab/airports/1' USING parquet SELECT 1");
        var warehouse = test.ReadyWarehouse();
        test.Do(() => test.Ports.WarehouseSql.ApplySchema(warehouse, Staged.Schema, None));
        return (test, warehouse);
    }

    private static string Stage(TestWorld test, WarehouseEndpoint warehouse)
    {
        var manifest = test.Do(() => test.Ports.Lake.Commit(new OutputToCommit("/lake/r0000000000ab/airports.manifest", "/lake/r0000000000ab/airports/1", 1, []), None));
        test.Do(() => test.Ports.WarehouseSql.Stage(warehouse, Staged.Load(manifest), None));
        return test.World.Tables(RunId.Parse(Wanted.Run))["staging_airports"];
    }
}
