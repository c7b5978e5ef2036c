using System.Collections.Immutable;
using Pipeline.Actors.Definitions;

namespace Pipeline.Actors.Runs;

public static partial class Run
{
    /// <summary>How often more a committed output is looked for.</summary>
    private const int LookRetries = 4;

    /// <summary>What a failed order costs: an attempt of its step, or the run.</summary>
    private static ImmutableArray<IRunEvent> Fail(RunState state, WorkOrder order, FailureKind kind, string message, DateTimeOffset now)
    {
        if (order is RemoveCluster or RemoveWarehouse or RemoveRoles or CloseSession)
        {
            // Removal is offered again until the teardown deadline, whatever went wrong: somebody may mend a permission meanwhile.
            return [Failed(state, order, kind, message, again: true, now)];
        }

        var (job, retries, what) = order switch
        {
            // The rows are written: only the manifest is tried again, without a session and without statements.
            CommitOutput commit => (commit.Job, StepOf(state, Plan.Job(commit.Job)).Retries, $"its output could not be committed: {message}"),
            FindOutput find => (find.Job, LookRetries, $"its output could not be looked for: {message}"),
            _ => (null, StepOf(state, order.Step).Retries, message),
        };
        var again = kind == FailureKind.Transient && order.Attempt - BudgetStart(state, order.Step) <= retries;
        if (again && order is RunStatement statement && IsLostForGood(state, statement.Job))
        {
            (again, what) = (false, NotRunAgain(state, statement.Job, message));
        }

        var failed = Failed(state, order, kind, what, again, now);
        if (again)
        {
            return order is WatchCluster ? OfLostCluster(state, failed, message, now) : [failed];
        }

        var step = job is null ? order.Step : Plan.Job(job);
        ImmutableArray<IRunEvent> ending = [new TeardownStarted(RunPhase.Failed, [$"{step}: {what}"], now)];
        return job is not null && state.Steps[step].Status == StepStatus.Working
            ? [failed, new AttemptFailed(step, state.Steps[step].Attempt, kind, what, null, now), .. ending]
            : [failed, .. ending];
    }

    private static AttemptFailed Failed(RunState state, WorkOrder order, FailureKind kind, string message, bool again, DateTimeOffset now) => new(
        order.Step, order.Attempt, kind, message, again ? now + RetryPolicy.DelayAfter(order.Attempt - BudgetStart(state, order.Step)) : null, now);

    /// <summary>The jobs that ran on a lost cluster start anew on the next one; what is finished, or only to be committed, stays.</summary>
    private static ImmutableArray<IRunEvent> OfLostCluster(RunState state, AttemptFailed lost, string message, DateTimeOffset now)
    {
        var events = ImmutableArray.CreateBuilder<IRunEvent>();
        events.Add(lost);
        var reasons = ImmutableArray.CreateBuilder<string>();
        foreach (var job in state.Definition.Jobs.Select(j => j.Name).Where(job => IsOnCluster(state, job)))
        {
            var (step, forGood) = (Plan.Job(job), IsLostForGood(state, job));
            var why = forGood ? NotRunAgain(state, job, message) : message;
            events.Add(new AttemptFailed(step, state.Steps[step].Attempt, FailureKind.Transient, why, forGood ? null : now, now));
            if (forGood)
            {
                reasons.Add($"{step}: {why}");
            }
        }

        if (reasons.Count > 0)
        {
            events.Add(new TeardownStarted(RunPhase.Failed, reasons.ToImmutable(), now));
        }

        return events.ToImmutable();
    }

    /// <summary>A script that is one statement may have done anything when it is lost in its middle.</summary>
    private static bool IsLostForGood(RunState state, string job) => !IsRerunnable(state, job) && state.Jobs[job].Requested > state.Jobs[job].Succeeded;

    private static string NotRunAgain(RunState state, string job, string message) =>
        $"spark/{state.Definition.Name}/{JobOf(state, job).Script} was lost in its middle: {message} It is one statement, and without rerunnable: true it is not run again.";

    /// <summary>The attempts that the budget does not count: those of an earlier try of the run.</summary>
    private static int BudgetStart(RunState state, string step) => state.Steps.GetValueOrDefault(step, StepState.Waiting).Before;

    private static PlanStep StepOf(RunState state, string id) => state.Plan!.Steps.First(s => s.Id == id);
}
