using System.Collections.Immutable;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Sessions;
using Pipeline.Actors.Warehouses;

namespace Pipeline.Actors.Runs;

public static partial class Run
{
    /// <summary>An outcome is a fact only while its order is outstanding: late, repeated and withdrawn ones are stale and change nothing.</summary>
    private static ImmutableArray<IRunEvent> Settle(RunState state, IOutcome outcome, DateTimeOffset now)
    {
        if (Outstanding(state).FirstOrDefault(o => o.Key == outcome.Key) is not { } order)
        {
            return [];
        }

        return (order, outcome) switch
        {
            (_, OrderFailed o) => Fail(state, order, o.Kind, o.Message, now),
            (PrepareLake, LakeReady o) => [new LakePrepared(o.Paths, now)],
            (EnsureRoles, RolesEnsured o) => [new RolesReady(o.Roles, now)],
            (ProvisionCluster, ClusterProvisioned o) => [new ClusterReady(o.Cluster.Id, o.Cluster.Livy!, now)],
            (OpenSession s, SessionOpened o) => [new SessionReady(s.Job, s.Attempt, o.Session.Id, now)],
            (RunStatement s, StatementEnded o) => Answered(state, s, o.Statement, now),
            (CommitOutput s, OutputWritten o) => [new OutputCommitted(s.Job, s.JobAttempt, o.Manifest, now)],
            (FindOutput s, OutputRead o) => [Found(state, s.Job, o, now)],
            (ProvisionWarehouse, WarehouseProvisioned o) => [new WarehouseReady(o.Endpoint, now)],
            (ApplySchema, SchemaDone) => [new SchemaApplied(now)],
            (StageTable s, Staged o) => OnStaged(state, s, o.Rows, now),
            (LoadStarTable s, Loaded o) => OnLoaded(state, s, o.Rows, now),
            (RunCheck s, Counted o) => [new CheckFinished(s.Step["check/".Length..], o.Count, now)],
            (RemoveCluster or RemoveWarehouse or RemoveRoles or CloseSession, Runs.Removed) => OnRemoved(state, order, now),
            _ => throw new InvalidOperationException($"The order {order.Key} cannot end with {outcome.GetType().Name}."),
        };
    }

    private static ImmutableArray<IRunEvent> Answered(RunState state, RunStatement order, Statement statement, DateTimeOffset now)
    {
        var place = JobScripts.Place(state, order.Job, order.Index);
        if (statement.Error is { } error)
        {
            return Fail(state, order, error.Kind, $"{place}: {error.Message}", now);
        }

        if (statement.Status != StatementStatus.Succeeded)
        {
            return Fail(state, order, FailureKind.Transient, $"{place}: the statement was cancelled outside of this run", now);
        }

        var succeeded = new StatementSucceeded(order.Job, order.Attempt, order.Index, statement.Id, JobScripts.Columns(statement.Rows), now);
        if (order.Index < state.Scripts[order.Job].Length - 1)
        {
            return [succeeded];
        }

        var (report, problem) = JobReports.Read(statement.Rows);
        problem ??= StagingProblem(state, order.Job, Apply(state, succeeded).Jobs[order.Job].Columns);
        return problem is null
            ? [succeeded, new JobReported(order.Job, order.Attempt, report!, now)]
            : Fail(state, order, FailureKind.Permanent, $"{place}: {problem}", now);
    }

    /// <summary>A committed output is taken over as it is, without a statement; anything less than a whole one is made again.</summary>
    private static IRunEvent Found(RunState state, string job, OutputRead read, DateTimeOffset now)
    {
        if (read.Manifest is not { } manifest)
        {
            return new OutputMissing(job, "No attempt has committed its output.", now);
        }

        var attempt = CommittedOutput.AttemptOf(manifest, state.Lake!.Outputs(job));
        var lack = attempt is null || attempt > state.Steps[Plan.Job(job)].Attempt ? "it names no attempt of this run"
            : state.Jobs[job].Manifest is { } journaled && !CommittedOutput.Same(journaled, manifest) ? "it is not the one that was written for this job"
            : CommittedOutput.Lack(manifest, read.Found) ?? StagingProblem(state, job, manifest.Columns);
        return lack is null
            ? new OutputCommitted(job, attempt!.Value, manifest, now)
            : new OutputMissing(job, $"The manifest {manifest.Location} does not match: {lack}.", now);
    }

    /// <summary>A table that could not take the job's columns is found here, before anything is loaded.</summary>
    private static string? StagingProblem(RunState state, string job, ImmutableArray<OutputColumn> columns)
    {
        var problems = state.Definition.Staging
            .Where(s => s.Job == job)
            .SelectMany(s => StagingColumns.Check(s.Table, TableColumns(state, s.Table), columns))
            .ToArray();
        return problems.Length == 0 ? null : string.Join(" ", problems);
    }

    private static ImmutableArray<IRunEvent> OnStaged(RunState state, StageTable order, long rows, DateTimeOffset now)
    {
        var written = order.Load.Manifest.Rows;
        return rows == written
            ? [new TableStaged(order.Load.Table, rows, now)]
            : Fail(state, order, FailureKind.Permanent, $"{order.Load.Table} holds {rows} rows after its load, but its job wrote {written}", now);
    }

    private static ImmutableArray<IRunEvent> OnLoaded(RunState state, LoadStarTable order, LoadedRows loaded, DateTimeOffset now) =>
        loaded.Expected is null || loaded.Expected == loaded.Rows
            ? [new StarTableLoaded(order.Load.Table, loaded.Rows, loaded.Expected, now)]
            : Fail(
                state, order, FailureKind.Permanent,
                $"{order.Load.Table} holds {loaded.Rows} rows after its load, but its expect query says {loaded.Expected} ({order.Load.Script.Name})", now);

    private static ImmutableArray<IRunEvent> OnRemoved(RunState state, WorkOrder order, DateTimeOffset now)
    {
        var resource = state.Resources.First(r => r.Removal == order.Step);
        return [new ResourceRemoved(resource.Kind, resource.Name, now)];
    }
}
