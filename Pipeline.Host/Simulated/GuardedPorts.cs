using System.Collections.Immutable;
using Pipeline.Actors.Clusters;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Roles;
using Pipeline.Actors.Runs;
using Pipeline.Actors.Sessions;
using Pipeline.Actors.Warehouses;

namespace Pipeline.Host.Simulated;

/// <summary>The ports behind a guard, which every call passes.</summary>
internal static class GuardedPorts
{
    public static RunPorts Of(RunPorts ports, ICallGuard guard) =>
        ports with
        {
            Lake = new GuardedLake(ports.Lake, guard),
            Roles = new GuardedRoles(ports.Roles, guard),
            Clusters = new GuardedClusters(ports.Clusters, guard),
            Livy = new GuardedLivy(ports.Livy, guard),
            Warehouses = new GuardedWarehouses(ports.Warehouses, guard),
            WarehouseSql = new GuardedSql(ports.WarehouseSql, guard),
        };

    private sealed class GuardedLake(ILake lake, ICallGuard guard) : ILake
    {
        public Task<LakePaths> Prepare(LakeRequest request, CancellationToken cancellation) =>
            guard.Change($"prepare the lake of {request.RunId}", () => lake.Prepare(request, cancellation));

        public Task<OutputManifest> Commit(OutputToCommit output, CancellationToken cancellation) =>
            guard.Change($"commit {output.Folder}", () => lake.Commit(output, cancellation));

        public Task<OutputManifest?> ReadManifest(string location, CancellationToken cancellation) => guard.Read(() => lake.ReadManifest(location, cancellation));

        public Task<ImmutableArray<LakeObject>> FindObjects(OutputManifest manifest, CancellationToken cancellation) =>
            guard.Read(() => lake.FindObjects(manifest, cancellation));
    }

    private sealed class GuardedRoles(IRoles roles, ICallGuard guard) : IRoles
    {
        public Task<RunRoles> Ensure(RolesRequest request, CancellationToken cancellation) =>
            guard.Change($"ensure roles {request.Prefix}", () => roles.Ensure(request, cancellation));

        public Task Remove(RolesRequest request, CancellationToken cancellation) =>
            guard.Change($"remove roles {request.Prefix}", () => roles.Remove(request, cancellation));
    }

    private sealed class GuardedClusters(IClusters clusters, ICallGuard guard) : IClusters
    {
        public bool NamesAreUnique => clusters.NamesAreUnique;

        public Task<Cluster?> Find(ClusterRequest request, CancellationToken cancellation) => guard.Read(() => clusters.Find(request, cancellation));

        public Task<Cluster> Create(ClusterRequest request, CancellationToken cancellation) =>
            guard.Change($"create cluster {request.Name}", () => clusters.Create(request, cancellation));

        public Task<Cluster> Describe(ClusterRequest request, string id, CancellationToken cancellation) =>
            guard.Read(() => clusters.Describe(request, id, cancellation));

        public Task Terminate(ClusterRequest request, string id, CancellationToken cancellation) =>
            guard.Change($"terminate cluster {request.Name}", () => clusters.Terminate(request, id, cancellation));
    }

    private sealed class GuardedLivy(ILivy livy, ICallGuard guard) : ILivy
    {
        public Task<Session?> FindSession(LivyEndpoint endpoint, string name, CancellationToken cancellation) =>
            guard.Read(() => livy.FindSession(endpoint, name, cancellation));

        public Task<Session> CreateSession(LivyEndpoint endpoint, SessionRequest request, CancellationToken cancellation) =>
            guard.Change($"create session {request.Name}", () => livy.CreateSession(endpoint, request, cancellation));

        public Task<Statement?> FindStatement(LivyEndpoint endpoint, string session, string marker, CancellationToken cancellation) =>
            guard.Read(() => livy.FindStatement(endpoint, session, marker, cancellation));

        public Task<Statement> PostStatement(LivyEndpoint endpoint, string session, string code, CancellationToken cancellation) =>
            guard.Change($"post {code.Split('\n', 2)[0]}", () => livy.PostStatement(endpoint, session, code, cancellation));

        public Task<Statement> GetStatement(LivyEndpoint endpoint, string session, int statement, CancellationToken cancellation) =>
            guard.Read(() => livy.GetStatement(endpoint, session, statement, cancellation));

        public Task CancelStatement(LivyEndpoint endpoint, string session, int statement, CancellationToken cancellation) =>
            guard.Change($"cancel statement {statement} of {session}", () => livy.CancelStatement(endpoint, session, statement, cancellation));

        public Task KeepSession(LivyEndpoint endpoint, string name, CancellationToken cancellation) =>
            guard.Change($"keep session {name}", () => livy.KeepSession(endpoint, name, cancellation));

        public Task DeleteSession(LivyEndpoint endpoint, string name, CancellationToken cancellation) =>
            guard.Change($"delete session {name}", () => livy.DeleteSession(endpoint, name, cancellation));
    }

    private sealed class GuardedWarehouses(IWarehouses warehouses, ICallGuard guard) : IWarehouses
    {
        public Task<Warehouse?> Find(WarehouseRequest request, CancellationToken cancellation) => guard.Read(() => warehouses.Find(request, cancellation));

        public Task<Warehouse> Create(WarehouseRequest request, CancellationToken cancellation) =>
            guard.Change($"create warehouse {request.Name}", () => warehouses.Create(request, cancellation));

        public Task Delete(WarehouseRequest request, CancellationToken cancellation) =>
            guard.Change($"delete warehouse {request.Name}", () => warehouses.Delete(request, cancellation));
    }

    private sealed class GuardedSql(IWarehouseSql sql, ICallGuard guard) : IWarehouseSql
    {
        public Task ApplySchema(WarehouseEndpoint warehouse, SqlScript script, CancellationToken cancellation) =>
            guard.Change($"apply {script.Name}", () => sql.ApplySchema(warehouse, script, cancellation));

        public Task<long> Stage(WarehouseEndpoint warehouse, StagingLoad load, CancellationToken cancellation) =>
            guard.Change($"stage {load.Table}", () => sql.Stage(warehouse, load, cancellation));

        public Task<LoadedRows> Load(WarehouseEndpoint warehouse, StarLoad load, CancellationToken cancellation) =>
            guard.Change($"load {load.Table}", () => sql.Load(warehouse, load, cancellation));

        public Task<long> Count(WarehouseEndpoint warehouse, SqlScript query, CancellationToken cancellation) =>
            guard.Read(() => sql.Count(warehouse, query, cancellation));
    }
}
