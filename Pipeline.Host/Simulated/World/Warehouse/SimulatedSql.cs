using System.Collections.Immutable;
using Pipeline.Actors;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Warehouses;
using Pipeline.Host.Simulated.World.Data;
using Pipeline.Host.Simulated.World.Faults;

namespace Pipeline.Host.Simulated.World.Warehouse;

/// <summary>SQL on the simulated warehouses: each member is one transaction, which takes its time and then is done as a whole or not at all.</summary>
internal sealed class SimulatedSql(Outside outside, SimulatedWarehouses warehouses, LakeStore lake) : IWarehouseSql
{
    public Task ApplySchema(WarehouseEndpoint warehouse, SqlScript script, CancellationToken cancellation) =>
        Transact(warehouse, nameof(ApplySchema), script.Name, Durations.Schema, database => (database.After(script), true), Deed.SchemaApplied, cancellation);

    public Task<long> Stage(WarehouseEndpoint warehouse, StagingLoad load, CancellationToken cancellation)
    {
        var problems = StagingColumns.Check(load.Table, load.Columns, load.Manifest.Columns);
        return problems.IsEmpty
            ? Transact(warehouse, nameof(Stage), load.Table, Durations.Staging, database =>
            {
                database.Table(load.Table, $"Staging {load.Table}");
                var content = new TableContent([Copy(warehouse, load)]);
                return (database.With(load.Table, content), content.Rows);
            }, Deed.TableStaged, cancellation)
            : throw PortFailureException.Permanent(string.Join('\n', problems));
    }

    public Task<LoadedRows> Load(WarehouseEndpoint warehouse, StarLoad load, CancellationToken cancellation) =>
        Transact(warehouse, nameof(Load), load.Table, Durations.StarLoad, database =>
        {
            database.Table(load.Table, $"Loading {load.Table}");
            var after = database.After(load.Script);

            // What is expected is what one load makes of an empty table: a simulation cannot run the query.
            var once = database.With(load.Table, TableContent.Empty).After(load.Script);
            return (after, new LoadedRows(after.Tables[load.Table].Rows, load.Expect is null ? null : once.Tables[load.Table].Rows));
        }, Deed.TableLoaded, cancellation);

    public Task<long> Count(WarehouseEndpoint warehouse, SqlScript query, CancellationToken cancellation) =>
        Transact(warehouse, nameof(Count), query.Name, Durations.Check, database => (database, database.Wrong(query.Text)), deed: null, cancellation);

    /// <summary>The manifest's objects as they lie there; each has to.</summary>
    private TableLoad Copy(WarehouseEndpoint warehouse, StagingLoad load)
    {
        if (warehouse.Role is { } arn && outside.Inventory.Live(ThingKind.Role, arn[(arn.IndexOf('/') + 1)..]) is null)
        {
            throw PortFailureException.Permanent($"Staging {load.Table}: not authorized to assume the role {arn} (simulated).");
        }

        var stored = load.Manifest.Objects.Select(part => lake.Read(part.Url)
            ?? throw PortFailureException.Permanent($"Staging {load.Table}: the object {part.Url} of the manifest does not exist (simulated).")).ToArray();
        return new TableLoad(Checksum.Of(stored.Select(part => part.Content)), stored.Sum(part => part.Rows));
    }

    private async Task<T> Transact<T>(
        WarehouseEndpoint warehouse, string member, string subject, Spread takes, Func<Database, (Database After, T Answer)> work, Deed? deed,
        CancellationToken cancellation)
    {
        var name = $"{warehouse.Warehouse}/{subject}";
        if (warehouses.At(warehouse)?.ReachableFrom > outside.Now())
        {
            await outside.Delay(outside.Draw.Between(Durations.ConnectTimeout, "connect", name));
            throw PortFailureException.Transient($"The warehouse {warehouse.Warehouse} could not be reached: timeout (simulated).");
        }

        var call = new OutsideCall(nameof(IWarehouseSql), member, name, Durations.SqlTimeout)
        {
            Changes = deed is not null,
            Takes = outside.Draw.Between(takes, member, name),
        };
        return await outside.Send(call, arrival =>
        {
            var cluster = Reached(warehouse, arrival);
            var (after, answer) = work(cluster.Database);
            cluster.Database = after;
            if (deed is { } done)
            {
                outside.Log.Add(new WorldDeed(arrival.At, done, name, cluster.Id));
            }

            return answer;
        }, cancellation, begin: arrival => Reached(warehouse, arrival));
    }

    /// <summary>A connection that breaks before its commit leaves nothing behind.</summary>
    private RedshiftCluster Reached(WarehouseEndpoint warehouse, Arrival arrival)
    {
        var cluster = warehouses.At(warehouse);
        if (cluster is not null && arrival.Fault == Fault.WarehouseUnreachable)
        {
            cluster.ReachableFrom = arrival.At + outside.Draw.Between(Durations.WarehouseUnreachable, "unreachable", cluster.Id, arrival.Nth);
        }

        return cluster is not null && cluster.ReachableFrom <= arrival.At
            ? cluster
            : throw PortFailureException.Transient($"The connection to the warehouse {warehouse.Warehouse} was lost (simulated).");
    }
}
