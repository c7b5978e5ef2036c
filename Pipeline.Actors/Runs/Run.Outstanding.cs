using System.Collections.Immutable;
using Pipeline.Actors.Clusters;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Roles;
using Pipeline.Actors.Sessions;
using Pipeline.Actors.Warehouses;

namespace Pipeline.Actors.Runs;

public static partial class Run
{
    /// <summary>What should be going on outside in this state. Recovery needs nothing else.</summary>
    public static ImmutableArray<WorkOrder> Outstanding(RunState state)
    {
        if (state.Request is null || state.Phase.IsFinal())
        {
            return [];
        }

        var orders = ImmutableArray.CreateBuilder<WorkOrder>();
        if (state.Phase == RunPhase.Running)
        {
            foreach (var step in state.Plan!.Steps)
            {
                if (state.Steps[step.Id].Status == StepStatus.Working && OrderOf(state, step) is { } order)
                {
                    orders.Add(order);
                }
            }

            orders.AddRange(Looks(state));
            if (Watch(state) is { } watch)
            {
                orders.Add(watch);
            }
        }

        foreach (var resource in state.Resources)
        {
            if (resource.IsOpen && state.Steps.TryGetValue(resource.Removal, out var removal) && removal.Status == StepStatus.Working)
            {
                orders.Add(RemovalOf(state, resource, removal));
            }
        }

        return orders.ToImmutable();
    }

    private static WorkOrder? OrderOf(RunState state, PlanStep step)
    {
        var at = state.Steps[step.Id];
        var (key, attempt) = ($"{step.Id}#{at.Attempt}", at.Attempt);
        return step.Kind switch
        {
            StepKind.Lake => new PrepareLake(key, step.Id, attempt, LakeOf(state)),
            StepKind.Roles => new EnsureRoles(key, step.Id, attempt, RolesOf(state)),
            StepKind.Cluster => new ProvisionCluster(key, step.Id, attempt, ClusterOf(state), at.AttemptAt!.Value, MayExist: attempt > at.Before + 1),

            // Between two events of one decision: the cluster is lost, and its jobs are about to fail.
            StepKind.Job when state.Cluster is null && state.Jobs[step.Subject].Report is null => null,
            StepKind.Job => JobOrder(state, step, at),
            StepKind.Warehouse => new ProvisionWarehouse(key, step.Id, attempt, WarehouseOf(state)),
            StepKind.Schema => new ApplySchema(key, step.Id, attempt, state.Warehouse!, Sql(state, state.Definition.Warehouse.Schema)),
            StepKind.Staging => new StageTable(key, step.Id, attempt, state.Warehouse!, StagingOf(state, step.Subject)),
            StepKind.Star => new LoadStarTable(key, step.Id, attempt, state.Warehouse!, StarOf(state, step.Subject)),
            StepKind.Check => new RunCheck(key, step.Id, attempt, state.Warehouse!, CheckOf(state, step.Subject)),
            _ => throw new InvalidOperationException($"No order is known for a step of kind {step.Kind}."),
        };
    }

    private static WorkOrder RemovalOf(RunState state, Resource resource, StepState removal)
    {
        var (step, attempt) = (resource.Removal, removal.Attempt);
        var key = $"{step}#{attempt}";
        return resource.Kind switch
        {
            Resource.Session => new CloseSession(key, step, attempt, resource.Owner, LivyOf(state), resource.Name, UnderWay(state, resource)),
            Resource.Cluster => new RemoveCluster(key, step, attempt, ClusterOf(state), resource.Id, resource.AskedAt),
            Resource.Warehouse => new RemoveWarehouse(key, step, attempt, WarehouseOf(state)),
            Resource.Roles => new RemoveRoles(key, step, attempt, RolesOf(state)),
            _ => throw new InvalidOperationException($"No removal is known for {resource.Kind}."),
        };
    }

    private static LakeRequest LakeOf(RunState state)
    {
        var request = state.Requested;
        return new LakeRequest(request.Run.Value, request.Source, request.Sink, request.Pipeline.Reference);
    }

    private static RolesRequest RolesOf(RunState state)
    {
        var request = state.Requested;
        return new RolesRequest(RunNames.Of(state.Definition.Name, request.Run), request.Run.Value, request.Journal, request.Source, request.Sink);
    }

    private static ClusterRequest ClusterOf(RunState state) =>
        new(RunNames.Of(state.Definition.Name, state.Requested.Run), state.Requested.Run.Value, state.Requested.Journal,
            state.Definition.Cluster, state.Definition.Jobs.Length);

    private static WarehouseRequest WarehouseOf(RunState state) =>
        new(RunNames.Of(state.Definition.Name, state.Requested.Run), state.Definition.Name, state.Requested.Run.Value, state.Requested.Journal,
            state.Definition.Warehouse, state.Roles?.Redshift, state.Try);

    private static LivyEndpoint LivyOf(RunState state) =>
        new(RunNames.Of(state.Definition.Name, state.Requested.Run), state.Cluster!.Livy);

    private static string SessionName(RunState state, string job, int attempt) =>
        RunNames.Session(state.Definition.Name, state.Requested.Run, job, attempt);

    private static StagingLoad StagingOf(RunState state, string table)
    {
        var job = state.Definition.Staging.First(s => s.Table == table).Job;
        return new StagingLoad(RunNames.Schema, table, TableColumns(state, table), state.Jobs[job].Manifest!);
    }

    private static StarLoad StarOf(RunState state, string table)
    {
        var definition = state.Definition.Star.First(t => t.Table == table);
        return new StarLoad(
            RunNames.Schema, table, Sql(state, definition.Script),
            definition.Expect is null ? null : Fill(state, $"the expect query of {table}", definition.Expect));
    }

    private static SqlScript CheckOf(RunState state, string check) =>
        Fill(state, $"check {check}", state.Definition.Checks.First(c => c.Name == check).Query);

    private static SqlScript Sql(RunState state, string file) =>
        Fill(state, $"sql/{state.Definition.Name}/{file}", state.Requested.Pipeline.SqlScripts[file]);

    private static SqlScript Fill(RunState state, string name, string text) =>
        new(name, ScriptVariables.Fill(text, JobScripts.Variables(state)));

    private static ImmutableArray<TableColumn> TableColumns(RunState state, string table) =>
        WarehouseTables.Read(state.Requested.Pipeline.SqlScripts[state.Definition.Warehouse.Schema])[table];
}
