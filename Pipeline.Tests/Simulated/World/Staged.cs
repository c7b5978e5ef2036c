using Pipeline.Actors.Definitions;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Runs;
using Pipeline.Actors.Warehouses;
using Pipeline.Host.Simulated.World.Data;
using static Pipeline.Tests.Simulated.World.TestWorld;

namespace Pipeline.Tests.Simulated.World;

/// <summary>What a manifest's objects come to in the warehouse.</summary>
internal static class Staged
{
    public static readonly SqlScript Schema = new("schema.sql", Arrivals.SqlScripts["schema.sql"].Replace("${schema}", "public", StringComparison.Ordinal));

    public static string Of(TestWorld test, OutputManifest manifest)
    {
        var warehouse = test.Do(() => test.Ports.Warehouses.Find(Wanted.Warehouse, None))!.Endpoint!;
        test.Do(() => test.Ports.WarehouseSql.ApplySchema(warehouse, Schema, None));
        test.Do(() => test.Ports.WarehouseSql.Stage(warehouse, Load(manifest), None));
        return test.World.Tables(RunId.Parse(Wanted.Run))["staging_airports"];
    }

    public static StagingLoad Load(OutputManifest manifest)
    {
        var columns = WarehouseTables.Read(Schema.Text)["staging_airports"];
        var described = JobData.Of(Arrivals, "airports", "").Columns;
        return new StagingLoad("public", "staging_airports", columns, manifest with { Columns = described });
    }
}
