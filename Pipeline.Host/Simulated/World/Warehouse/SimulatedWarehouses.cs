using Pipeline.Actors;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Warehouses;
using Pipeline.Host.Adapters.Aws.Redshift;
using Pipeline.Host.Simulated.World.Data;

namespace Pipeline.Host.Simulated.World.Warehouse;

using Warehouse = Pipeline.Actors.Warehouses.Warehouse;

/// <summary>Redshift: one cluster of a name, also while it is being deleted, and none is deleted while it is being made.</summary>
/// <param name="outside">The world.</param>
/// <param name="neighbours">Who else is there.</param>
internal sealed class SimulatedWarehouses(Outside outside, Neighbours neighbours) : IWarehouses
{
    private readonly Dictionary<string, RedshiftCluster> _byId = new(StringComparer.Ordinal);

    public Task<Warehouse?> Find(WarehouseRequest request, CancellationToken cancellation) =>
        outside.Send(Call(nameof(Find), request.Name), _ => Own(request)?.Show(), cancellation);

    public Task<Warehouse> Create(WarehouseRequest request, CancellationToken cancellation) =>
        outside.Send(Call(nameof(Create), request.Name) with { Changes = true }, arrival =>
        {
            neighbours.Meet(request.Name, request.Journal);
            return Own(request)?.Show() ?? (outside.Inventory.Live(ThingKind.Warehouse, request.Name) is null
                ? Make(request, arrival).Show()
                : throw PortFailureException.Permanent($"A Redshift cluster {request.Name} exists that is not this run's: it is left alone (simulated)."));
        }, cancellation);

    public Task Delete(WarehouseRequest request, CancellationToken cancellation) =>
        outside.Send(Call(nameof(Delete), request.Name) with { Changes = true, Removes = true }, arrival =>
        {
            if (Own(request) is { } found)
            {
                Delete(request, found, arrival.At);
            }
            else if (outside.Inventory.Live(ThingKind.Warehouse, request.Name) is { } stranger)
            {
                outside.Log.Add(new WorldDeed(arrival.At, Deed.ForeignTouched, request.Name, stranger.Id, "to be deleted"));
            }

            return true;
        }, cancellation);

    /// <summary>The cluster that takes SQL under this name, or null.</summary>
    public RedshiftCluster? At(WarehouseEndpoint endpoint) =>
        outside.Inventory.Live(ThingKind.Warehouse, endpoint.Warehouse) is { } thing && _byId.TryGetValue(thing.Id, out var found)
        && found.Show() is { Status: WarehouseStatus.Ready } shown && shown.Endpoint!.Host == endpoint.Host
            ? found
            : null;

    /// <summary>A run's tables, as they are or were at the end of its warehouse.</summary>
    public Database TablesOf(string run) => _byId.Values.LastOrDefault(cluster => cluster.Run == run)?.Database ?? Database.Empty;

    private RedshiftCluster? Own(WarehouseRequest request) =>
        outside.Inventory.Live(ThingKind.Warehouse, request.Name) is { } thing && thing.Run == request.RunId && thing.Journal == request.Journal
            && _byId.TryGetValue(thing.Id, out var found)
            ? found
            : null;

    private RedshiftCluster Make(WarehouseRequest request, Arrival arrival)
    {
        var thing = outside.Inventory.Add(new Thing
        {
            Kind = ThingKind.Warehouse,
            Name = request.Name,
            Id = outside.Inventory.NewId("w-"),
            Run = request.RunId,
            Journal = request.Journal,
            Instances = request.Definition.Nodes,
            CreatedAt = arrival.At,
        });
        var endpoint = new WarehouseEndpoint(request.Name, $"{thing.Id}.simulated", 5439, RedshiftRequests.Database(request), request.Role);
        var cluster = new RedshiftCluster(thing.Id, request.RunId, endpoint, outside.Inventory);
        _byId.Add(thing.Id, cluster);
        outside.Log.Add(new WorldDeed(arrival.At, Deed.Created, request.Name, thing.Id));
        outside.Agenda.At(
            arrival.At + outside.Draw.Between(Durations.WarehouseStart, "warehouse start", request.Name, arrival.Nth),
            at => outside.Inventory.Change(thing.Id, made => made with { ReadyAt = at }));
        return cluster;
    }

    private void Delete(WarehouseRequest request, RedshiftCluster cluster, DateTimeOffset at)
    {
        switch (cluster.Show().Status)
        {
            case WarehouseStatus.Deleting:
                return;
            case WarehouseStatus.Starting:
                throw PortFailureException.Transient($"Redshift did not delete {request.Name}: InvalidClusterState, it is being created (simulated).");
        }

        outside.Log.Add(new WorldDeed(at, Deed.RemovalAsked, request.Name, cluster.Id));
        outside.Inventory.End(cluster.Id, at, gone: null, EndCause.Removed);
        outside.Agenda.At(at + outside.Draw.Between(Durations.WarehouseEnd, "warehouse end", cluster.Id), gone =>
        {
            outside.Inventory.End(cluster.Id, at, gone, EndCause.Removed);
            outside.Log.Add(new WorldDeed(gone, Deed.Gone, request.Name, cluster.Id));
            if (request.Definition.OnFinish == OnFinish.Snapshot)
            {
                Keep(request, gone);
            }
        });
    }

    private void Keep(WarehouseRequest request, DateTimeOffset at) => outside.Inventory.Add(new Thing
    {
        Kind = ThingKind.Snapshot,
        Name = request.Name,
        Id = outside.Inventory.NewId("snapshot-"),
        Run = request.RunId,
        Journal = request.Journal,
        CreatedAt = at,
        ReadyAt = at,
    });

    private static OutsideCall Call(string member, string subject) => new(nameof(IWarehouses), member, subject, Durations.AwsTimeout);
}

/// <summary>A Redshift cluster with its database.</summary>
internal sealed class RedshiftCluster(string id, string run, WarehouseEndpoint endpoint, Inventory inventory)
{
    public string Id => id;

    public string Run => run;

    public Database Database { get; set; } = Database.Empty;

    public DateTimeOffset ReachableFrom { get; set; }

    public Warehouse Show() => inventory.Find(id)! switch
    {
        { EndingAt: not null } => new Warehouse(endpoint.Warehouse, WarehouseStatus.Deleting),
        { ReadyAt: not null } => new Warehouse(endpoint.Warehouse, WarehouseStatus.Ready, endpoint),
        _ => new Warehouse(endpoint.Warehouse, WarehouseStatus.Starting),
    };
}
