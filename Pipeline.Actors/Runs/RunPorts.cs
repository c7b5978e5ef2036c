using Pipeline.Actors.Clusters;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Roles;
using Pipeline.Actors.Sessions;
using Pipeline.Actors.Warehouses;

namespace Pipeline.Actors.Runs;

/// <summary>One environment's outside, as the children of a run see it.</summary>
public sealed record RunPorts(ILake Lake, IRoles Roles, IClusters Clusters, ILivy Livy, IWarehouses Warehouses, IWarehouseSql WarehouseSql);
