using System.Collections.Immutable;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Warehouses;

namespace Pipeline.Actors.Runs;

public static partial class Run
{
    /// <summary>The state after the event: total, without clock or randomness. An event it does not know is an error, never skipped.</summary>
    public static RunState Apply(RunState state, IRunEvent change) => Fold(state, change) with { Events = state.Events + 1 };

    private static RunState Fold(RunState state, IRunEvent change) => change switch
    {
        RunRequested e => Begin(e),
        AttemptRequested e => Requested(state, e),
        AttemptFailed e => Failed(state, e),
        LakePrepared e => Done(state with { Lake = e.Paths }, Plan.Lake, e.At),
        RolesReady e => Done(Ready(state with { Roles = e.Roles }, Resource.Roles, null), Plan.Roles, e.At),
        ClusterReady e => Done(Ready(state with { Cluster = new ClusterAccess(e.Id, e.Livy) }, Resource.Cluster, e.Id), Plan.Cluster, e.At),
        SessionReady e => WithJob(SessionIs(state, e), e.Job, job => job with { Session = e.Session }),
        StatementRequested e => WithJob(state, e.Job, job => job with { Requested = e.Index + 1 }),
        StatementSucceeded e => WithJob(state, e.Job, job => job with { Succeeded = e.Index + 1, Columns = e.Columns ?? job.Columns }),
        JobReported e => Reported(state, e),
        OutputCommitted e => Committed(state, e),
        OutputMissing e => Done(WithJob(state, e.Job, job => job with { NeedsLook = false }), JobSteps.Output(e.Job), e.At),
        WarehouseReady e => Done(Ready(state with { Warehouse = e.Endpoint }, Resource.Warehouse, e.Endpoint.Warehouse), Plan.Warehouse, e.At),
        SchemaApplied e => Done(state, Plan.Schema, e.At),
        TableStaged e => Done(WithTable(state, e.Table, new LoadedRows(e.Rows, null)), Plan.Staging(e.Table), e.At),
        StarTableLoaded e => Done(WithTable(state, e.Table, new LoadedRows(e.Rows, e.Expected)), Plan.Star(e.Table), e.At),
        CheckFinished e => Done(WithCheck(state, e), Plan.Check(e.Check), e.At),
        CancelRequested => state,
        TeardownStarted e => state with { Phase = RunPhase.TearingDown, Ending = e.Ending, TeardownAt = e.At, Failures = state.Failures.AddRange(e.Reasons) },
        ResourceRemoved e => Removed(state, e),
        ResourceKept e => Settle(state, e.Kind, e.Name, r => r with { Status = ResourceStatus.Kept, Why = e.Why }),
        ResourceLeft e => Settle(state, e.Kind, e.Name, r => r with { Status = ResourceStatus.Left, Why = e.Why }),
        RunFinished e => state with { Phase = e.State, FinishedAt = e.At },
        RunRetried e => Retried(state, e),
        _ => throw new InvalidOperationException($"The run knows no event of type {change.GetType().Name}: its Apply is incomplete."),
    };

    private static RunState Begin(RunRequested request)
    {
        var plan = Plan.Of(request.Pipeline.Definition);
        return RunState.Empty with
        {
            Request = request,
            Plan = plan,
            Phase = RunPhase.Requested,
            Try = request.Try ?? 1,
            Steps = RunState.Empty.Steps.AddRange(plan.Steps.Select(s => KeyValuePair.Create(s.Id, StepState.Waiting))),
            Scripts = JobScripts.Split(request.Pipeline),
            Jobs = RunState.Empty.Jobs.AddRange(request.Pipeline.Definition.Jobs.Select(j => KeyValuePair.Create(j.Name, JobState.Fresh))),
        };
    }

    private static RunState Requested(RunState state, AttemptRequested e)
    {
        var before = state.Steps.GetValueOrDefault(e.Step, StepState.Waiting);
        var step = before with
        {
            Status = StepStatus.Working,
            Attempt = e.Attempt,
            Before = before.Status == StepStatus.Done ? before.Attempt : before.Before,
            StartedAt = before.Status == StepStatus.Done ? e.At : before.StartedAt ?? e.At,
            AttemptAt = e.At,
            EndedAt = null,
            RetryAt = null,
        };
        state = state with { Phase = state.Phase == RunPhase.Requested ? RunPhase.Running : state.Phase, Steps = state.Steps.SetItem(e.Step, step) };
        if (JobOf(e.Step) is { } job)
        {
            state = WithJob(state, job, _ => JobState.Fresh);
        }

        return e.Name is null ? state : Asked(state, e);
    }

    /// <summary>A cluster or warehouse asked for again is the same resource; a session of a new attempt is a new one.</summary>
    private static RunState Asked(RunState state, AttemptRequested e)
    {
        var (kind, owner) = JobOf(e.Step) is { } job ? (Resource.Session, job) : (e.Step, "");
        var asked = new Resource(kind, e.Name!, owner, e.Attempt, ResourceStatus.Asked, null, e.At);
        var known = IndexOf(state, kind, e.Name!);
        if (state.Steps.TryGetValue(asked.Removal, out var removed))
        {
            // It has to be removed once more.
            state = state with { Steps = state.Steps.SetItem(asked.Removal, Anew(removed)) };
        }

        return state with { Resources = known < 0 ? state.Resources.Add(asked) : state.Resources.SetItem(known, asked) };
    }

    private static RunState Failed(RunState state, AttemptFailed e)
    {
        var before = state.Steps.GetValueOrDefault(e.Step, StepState.Waiting);
        var step = before with
        {
            Status = e.RetryAt is null ? StepStatus.Failed : StepStatus.RetryDue,
            Attempt = e.Attempt,
            RetryAt = e.RetryAt,
            EndedAt = e.RetryAt is null ? e.At : null,
            Message = e.Message,
        };
        if (JobOf(e.Step) is { } job)
        {
            // A job whose cluster is gone waits for another: its time counts from its next attempt.
            step = step with { StartedAt = state.Cluster is null ? null : step.StartedAt };
            state = WithJob(state, job, j => j with { NeedsLook = true });
        }
        else if (before.Status == StepStatus.Done)
        {
            step = step with { StartedAt = e.At };
        }

        state = state with { Steps = state.Steps.SetItem(e.Step, step) };
        return e.Step == Plan.Cluster && state.Cluster is not null ? WithoutCluster(state, e.At) : state;
    }

    /// <summary>A cluster that was lost took its sessions with it.</summary>
    private static RunState WithoutCluster(RunState state, DateTimeOffset at)
    {
        state = state with { Cluster = null };
        foreach (var session in state.Resources.Where(r => r.Kind == Resource.Session && r.IsOpen))
        {
            state = Settle(state, session.Kind, session.Name, r => r with { Status = ResourceStatus.Removed, RemovedAt = at });
            state = state.Steps.ContainsKey(session.Removal) ? Done(state, session.Removal, at) : state;
        }

        return state;
    }

    private static RunState Removed(RunState state, ResourceRemoved e)
    {
        state = Settle(state, e.Kind, e.Name, r => r with { Status = ResourceStatus.Removed, RemovedAt = e.At, IsLeftover = false });
        var removal = $"removal/{e.Kind}/{e.Name}";
        state = state.Steps.ContainsKey(removal) ? Done(state, removal, e.At) : state;
        return e.Kind == Resource.Cluster ? WithoutCluster(state, e.At) : state;
    }

    /// <summary>Every report starts its commit's budget anew.</summary>
    private static RunState Reported(RunState state, JobReported e)
    {
        state = WithJob(state, e.Job, job => job with { Report = e.Report, ReportedBy = e.Attempt });
        return state.Steps.TryGetValue(JobSteps.Commit(e.Job), out var commit)
            ? state with { Steps = state.Steps.SetItem(JobSteps.Commit(e.Job), Anew(commit)) }
            : state;
    }

    /// <summary>Also of an earlier attempt: then what the later one said of its rows does not count.</summary>
    private static RunState Committed(RunState state, OutputCommitted e)
    {
        state = WithJob(state, e.Job, job => job with { Manifest = e.Manifest, NeedsLook = false, Report = job.ReportedBy == e.Attempt ? job.Report : null });
        foreach (var step in new[] { JobSteps.Output(e.Job), JobSteps.Commit(e.Job) }.Where(state.Steps.ContainsKey))
        {
            state = Done(state, step, e.At);
        }

        return Done(state, Plan.Job(e.Job), e.At);
    }

    /// <summary>Waiting again with a whole budget; its attempts are counted on.</summary>
    private static StepState Anew(StepState step) => StepState.Waiting with { Attempt = step.Attempt, Before = step.Attempt };

    private static RunState SessionIs(RunState state, SessionReady e) =>
        state with
        {
            Resources = [.. state.Resources.Select(r => r.Kind == Resource.Session && r.Owner == e.Job && r.Attempt == e.Attempt
                ? r with { Status = ResourceStatus.Ready, Id = e.Session.ToString(System.Globalization.CultureInfo.InvariantCulture) }
                : r)],
        };

    private static RunState Ready(RunState state, string kind, string? id) =>
        state with { Resources = [.. state.Resources.Select(r => r.Kind == kind ? r with { Status = ResourceStatus.Ready, Id = id } : r)] };

    private static RunState Settle(RunState state, string kind, string name, Func<Resource, Resource> change)
    {
        var index = IndexOf(state, kind, name);
        return index < 0
            ? throw new InvalidOperationException($"The run never asked for {kind} {name}.")
            : state with { Resources = state.Resources.SetItem(index, change(state.Resources[index])) };
    }

    private static int IndexOf(RunState state, string kind, string name)
    {
        for (var i = 0; i < state.Resources.Length; i++)
        {
            if (state.Resources[i].Kind == kind && state.Resources[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }

    private static RunState Done(RunState state, string step, DateTimeOffset at) =>
        state with { Steps = state.Steps.SetItem(step, state.Steps[step] with { Status = StepStatus.Done, EndedAt = at, RetryAt = null }) };

    private static RunState WithJob(RunState state, string job, Func<JobState, JobState> change) =>
        state with { Jobs = state.Jobs.SetItem(job, change(state.Jobs[job])) };

    private static RunState WithTable(RunState state, string table, LoadedRows rows) => state with { Tables = state.Tables.SetItem(table, rows) };

    /// <summary>Offending rows fail the run when the check is an error; the other checks still run, so that one answer names them all.</summary>
    private static RunState WithCheck(RunState state, CheckFinished e)
    {
        var check = state.Definition.Checks.First(c => c.Name == e.Check);
        return state with
        {
            Checks = state.Checks.SetItem(e.Check, e.Count),
            Failures = e.Count > 0 && check.Severity == Severity.Error
                ? state.Failures.Add($"Check {check.Name} found {e.Count} offending rows in {check.Table}.")
                : state.Failures,
        };
    }

    private static string? JobOf(string step) => step.StartsWith("job/", StringComparison.Ordinal) ? step[4..] : null;
}
