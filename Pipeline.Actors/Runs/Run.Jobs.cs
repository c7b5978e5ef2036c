using Pipeline.Actors.Definitions;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Sessions;

namespace Pipeline.Actors.Runs;

public static partial class Run
{
    /// <summary>A job's next call: open its session, then one statement after the other, then write the manifest.</summary>
    private static WorkOrder? JobOrder(RunState state, PlanStep step, StepState at)
    {
        var (name, job) = (step.Subject, state.Jobs[step.Subject]);
        var session = SessionName(state, name, at.Attempt);
        if (job.Session is null)
        {
            var definition = JobOf(state, name);
            var request = new SessionRequest(session, LivyKind(definition.Kind), definition.Conf);
            return new OpenSession($"{step.Id}#{at.Attempt}/session", step.Id, at.Attempt, name, LivyOf(state), request);
        }

        if (job.Report is not null)
        {
            return CommitOrder(state, step, at.Attempt, job);
        }

        if (job.Succeeded == job.Requested)
        {
            return null;
        }

        var index = job.Requested - 1;
        var marker = RunNames.Marker(state.Requested.Run, name, at.Attempt, index);
        return new RunStatement(
            $"{step.Id}#{at.Attempt}/statement/{index}", step.Id, at.Attempt, name, LivyOf(state), session, index, marker,
            JobScripts.Code(state, name, at.Attempt, index, marker), IsRerunnable(state, name));
    }

    /// <summary>The commit is tried again by itself: the rows are written, and the lake needs no cluster.</summary>
    private static CommitOutput? CommitOrder(RunState state, PlanStep job, int attempt, JobState at)
    {
        var (name, step) = (job.Subject, JobSteps.Commit(job.Subject));
        var commit = state.Steps.GetValueOrDefault(step, StepState.Waiting);
        var output = new OutputToCommit(state.Lake!.Manifest(name), state.Lake.Output(name, attempt), at.Report!.Written, at.Columns);
        return commit.Status switch
        {
            StepStatus.Waiting => new CommitOutput($"{job.Id}#{attempt}/commit", step, commit.Attempt + 1, name, attempt, output),
            StepStatus.Working => new CommitOutput($"{step}#{commit.Attempt}", step, commit.Attempt, name, attempt, output),
            _ => null,
        };
    }

    private static IEnumerable<FindOutput> Looks(RunState state)
    {
        foreach (var job in state.Definition.Jobs.Select(j => j.Name))
        {
            var step = JobSteps.Output(job);
            if (state.Jobs[job].NeedsLook && state.Steps.TryGetValue(step, out var at) && at.Status == StepStatus.Working)
            {
                yield return new FindOutput($"{step}#{at.Attempt}", step, at.Attempt, job, state.Lake!.Manifest(job), state.Lake.Outputs(job));
            }
        }
    }

    /// <summary>The cluster is watched as long as a job may still need it.</summary>
    private static WatchCluster? Watch(RunState state) =>
        state.Cluster is { } cluster && NeedsCluster(state)
            ? new WatchCluster($"cluster#{state.Steps[Plan.Cluster].Attempt}/watch", Plan.Cluster, state.Steps[Plan.Cluster].Attempt, ClusterOf(state), cluster.Id)
            : null;

    /// <summary>The marker of the statement that may be running in the session; null for none.</summary>
    private static string? UnderWay(RunState state, Resource session)
    {
        var (step, job) = (state.Steps[Plan.Job(session.Owner)], state.Jobs[session.Owner]);
        return step.Attempt == session.Attempt && job.Requested > job.Succeeded
            ? RunNames.Marker(state.Requested.Run, session.Owner, session.Attempt, job.Requested - 1)
            : null;
    }

    private static bool AllJobsDone(RunState state) => state.Definition.Jobs.All(j => state.IsDone(Plan.Job(j.Name)));

    /// <summary>True while a job has statements before it: then a lost cluster is replaced.</summary>
    private static bool NeedsCluster(RunState state) => state.Definition.Jobs.Any(j => !state.IsDone(Plan.Job(j.Name)) && !IsCommitting(state, j.Name));

    /// <summary>All its statements are done; what is left is the lake's.</summary>
    private static bool IsCommitting(RunState state, string job) => state.Steps[Plan.Job(job)].Status == StepStatus.Working && state.Jobs[job].Report is not null;

    private static bool IsOnCluster(RunState state, string job) => state.Steps[Plan.Job(job)].Status == StepStatus.Working && state.Jobs[job].Report is null;

    private static bool IsRerunnable(RunState state, string job) => JobOf(state, job) is { Kind: JobKind.Sql } or { Rerunnable: true };

    private static JobDefinition JobOf(RunState state, string job) => state.Definition.Jobs.First(j => j.Name == job);

    /// <summary>Livy's words for the kinds.</summary>
    private static string LivyKind(JobKind kind) => kind switch
    {
        JobKind.Sql => "sql",
        JobKind.PySpark => "pyspark",
        JobKind.Spark => "spark",
        JobKind.SparkR => "sparkr",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
