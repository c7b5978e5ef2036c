using Pipeline.Actors.Definitions;

namespace Pipeline.Actors.Runs;

public static partial class Run
{
    /// <summary>The next thing that this state makes possible or due, or null.</summary>
    private static IRunEvent? Next(RunState state, DateTimeOffset now) => state.Phase switch
    {
        RunPhase.Requested or RunPhase.Running =>
            NextStep(state, now) ?? NextLook(state, now) ?? NextCommit(state, now) ?? NextStatement(state, now) ?? NextRemoval(state, now) ?? Finished(state, now),
        RunPhase.TearingDown => NextRemoval(state, now) ?? End(state, now),
        _ => null,
    };

    private static AttemptRequested? NextStep(RunState state, DateTimeOffset now)
    {
        foreach (var step in state.Plan!.Steps)
        {
            var at = state.Steps[step.Id];
            if (IsDue(at, now) && IsFree(state, step))
            {
                return new AttemptRequested(step.Id, at.Attempt + 1, NameOf(state, step, at.Attempt + 1), now);
            }
        }

        return null;
    }

    private static bool IsDue(StepState step, DateTimeOffset now) => step.Status == StepStatus.Waiting || (step.Status == StepStatus.RetryDue && step.RetryAt <= now);

    /// <summary>Whether nothing but the time of its next attempt holds the step back.</summary>
    private static bool IsFree(RunState state, PlanStep step) => step.Needs.All(state.IsDone) && step.Kind switch
    {
        // Whether an output is there already decides whether the job runs again, and so whether it needs a cluster.
        StepKind.Job => !state.Jobs[step.Subject].NeedsLook,
        StepKind.Cluster => NeedsCluster(state) && !state.Jobs.Values.Any(job => job.NeedsLook) && !HasLeftover(state, Resource.Cluster),
        StepKind.Warehouse => !HasLeftover(state, Resource.Warehouse),
        _ => true,
    };

    /// <summary>Before a new attempt of a job its manifest is read: what was committed is never made a second time.</summary>
    private static AttemptRequested? NextLook(RunState state, DateTimeOffset now)
    {
        foreach (var (name, job) in state.Jobs)
        {
            var look = state.Steps.GetValueOrDefault(JobSteps.Output(name), StepState.Waiting);
            if (job.NeedsLook && state.IsDone(Plan.Lake) && (look.Status == StepStatus.Done || IsDue(look, now)))
            {
                return new AttemptRequested(JobSteps.Output(name), look.Attempt + 1, null, now);
            }
        }

        return null;
    }

    private static AttemptRequested? NextCommit(RunState state, DateTimeOffset now)
    {
        foreach (var name in state.Jobs.Keys.Where(name => IsCommitting(state, name)))
        {
            if (state.Steps.TryGetValue(JobSteps.Commit(name), out var commit) && commit.Status == StepStatus.RetryDue && commit.RetryAt <= now)
            {
                return new AttemptRequested(JobSteps.Commit(name), commit.Attempt + 1, null, now);
            }
        }

        return null;
    }

    /// <summary>When the next retry is due that only time holds back. What waits for something else is looked at when that has come.</summary>
    private static IEnumerable<DateTimeOffset> Retries(RunState state)
    {
        var running = state.Phase is RunPhase.Requested or RunPhase.Running;
        var steps = running ? state.Plan!.Steps.Where(step => IsFree(state, step)).Select(step => step.Id) : [];
        var looks = running ? state.Jobs.Where(job => job.Value.NeedsLook).Select(job => JobSteps.Output(job.Key)) : [];
        var commits = running ? state.Jobs.Keys.Where(name => IsCommitting(state, name)).Select(JobSteps.Commit) : [];
        var due = steps.Concat(looks).Concat(commits)
            .Select(step => state.Steps.GetValueOrDefault(step, StepState.Waiting))
            .Where(step => step.Status == StepStatus.RetryDue)
            .Select(step => step.RetryAt!.Value);
        return due.Concat(RemovalRetries(state));
    }

    private static string? NameOf(RunState state, PlanStep step, int attempt) => step.Kind switch
    {
        StepKind.Roles or StepKind.Cluster or StepKind.Warehouse => RunNames.Of(state.Definition.Name, state.Requested.Run),
        StepKind.Job => SessionName(state, step.Subject, attempt),
        _ => null,
    };

    /// <summary>The next statement of a job whose last one succeeded.</summary>
    private static StatementRequested? NextStatement(RunState state, DateTimeOffset now)
    {
        foreach (var (name, job) in state.Jobs)
        {
            var step = state.Steps[Plan.Job(name)];
            if (step.Status == StepStatus.Working && job.Session is not null && job.Succeeded == job.Requested && job.Requested < state.Scripts[name].Length)
            {
                return new StatementRequested(name, step.Attempt, job.Requested, now);
            }
        }

        return null;
    }

    private static TeardownStarted? Finished(RunState state, DateTimeOffset now) =>
        state.Plan!.Steps.All(s => state.IsDone(s.Id) || (s.Kind == StepKind.Cluster && AllJobsDone(state)))
            ? new TeardownStarted(state.Failures.IsEmpty ? RunPhase.Succeeded : RunPhase.Failed, [], now)
            : null;

    /// <summary>A run is succeeded only when everything it asked for is confirmed gone or kept on purpose.</summary>
    private static RunFinished? End(RunState state, DateTimeOffset now)
    {
        if (state.Resources.Any(r => r.IsOpen))
        {
            return null;
        }

        var left = state.Resources.Any(r => r.Status == ResourceStatus.Left);
        return new RunFinished(left && state.Ending == RunPhase.Succeeded ? RunPhase.Failed : state.Ending!.Value, now);
    }
}
