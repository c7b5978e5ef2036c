using Akka.Actor;
using Pipeline.Actors.Clusters;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Roles;
using Pipeline.Actors.Sessions;
using Pipeline.Actors.Warehouses;

namespace Pipeline.Actors.Runs;

/// <summary>Which actor performs an order: one per thing that exists outside.</summary>
public sealed class RunChildren(RunPorts ports, RunSettings settings)
{
    public Props PropsOf(WorkOrder order) => order switch
    {
        LakeOrder => Props.Create(() => new LakeActor(ports.Lake)),
        RolesOrder => Props.Create(() => new RolesActor(ports.Roles)),
        ClusterOrder => Props.Create(() => new ClusterActor(ports.Clusters, settings)),
        SessionOrder => Props.Create(() => new SparkSessionActor(ports.Livy, settings)),
        WarehouseOrder => Props.Create(() => new WarehouseActor(ports.Warehouses, ports.WarehouseSql, settings)),
        _ => throw new InvalidOperationException($"No actor is known for an order of type {order.GetType().Name}."),
    };
}
