using System.Collections.Immutable;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Runs;
using Pipeline.Host.Simulated.World.Data;
using Pipeline.Host.Simulated.World.Emr;
using Pipeline.Host.Simulated.World.Faults;
using Pipeline.Host.Simulated.World.Spark;
using Pipeline.Host.Simulated.World.Warehouse;

namespace Pipeline.Host.Simulated.World;

/// <summary>An account with IAM, EMR, Livy, S3 and Redshift in it, on virtual time: deterministic twins behind the product's ports, for one thread.</summary>
public sealed class SimulatedWorld
{
    private readonly Outside _outside;
    private readonly SimulatedWarehouses _warehouses;

    /// <param name="clock">Its time.</param>
    /// <param name="seed">Of durations and random faults: the same seed gives the same world.</param>
    /// <param name="faults">What goes wrong.</param>
    /// <param name="pipelines">Pipelines by name: what their jobs write and answer follows from their files. Null for one that is not known.</param>
    public SimulatedWorld(SimulatedClock clock, long seed, FaultPlan faults, Func<string, RecordedPipeline?> pipelines)
    {
        _outside = new Outside(clock, new Draw(seed), faults);
        var lake = new LakeStore();
        var neighbours = new Neighbours(_outside.Inventory, clock.GetUtcNow());
        var clusters = new SimulatedClusters(_outside, new SparkJobs(lake, pipelines), neighbours);
        _warehouses = new SimulatedWarehouses(_outside, neighbours);
        Ports = new RunPorts(
            new SimulatedLake(_outside, lake),
            new SimulatedRoles(_outside, neighbours),
            clusters,
            new SimulatedLivy(_outside, clusters),
            _warehouses,
            new SimulatedSql(_outside, _warehouses, lake));
    }

    public RunPorts Ports { get; }

    /// <summary>Everything that exists or did, strangers' things too.</summary>
    public ImmutableArray<Thing> Inventory
    {
        get
        {
            _outside.Now();
            return _outside.Inventory.All;
        }
    }

    /// <summary>Everything that was done, in order.</summary>
    public ImmutableArray<WorldDeed> Log
    {
        get
        {
            _outside.Now();
            return _outside.Log.All;
        }
    }

    /// <summary>What is wrong with it, once every run is over.</summary>
    public ImmutableArray<WorldFinding> Findings() => WorldFindings.Of(Inventory, Log);

    public IReadOnlyList<OutsideThing> Things => WorldViews.Things(Inventory, Log);

    public IReadOnlyList<OutsideDeed> Deeds => WorldViews.Deeds(Log);

    public ImmutableSortedDictionary<string, string> Tables(RunId run) =>
        _warehouses.TablesOf(run.Value).Tables.ToImmutableSortedDictionary(
            table => table.Key, table => $"{table.Value.Rows} rows, {table.Value.Checksum}", StringComparer.Ordinal);
}
