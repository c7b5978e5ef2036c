using System.Collections.Immutable;
using Pipeline.Actors.Definitions;

namespace Pipeline.Actors.Runs;

/// <summary>What a run decided: the facts to journal and the answer to give when they are.</summary>
public sealed record Decision(ImmutableArray<IRunEvent> Events, object? Reply = null)
{
    public static readonly Decision Nothing = new([]);
}

/// <summary>The run itself, pure: what to journal for an input, what the state is then, and what that state has outstanding outside.</summary>
public static partial class Run
{
    /// <summary>Answers an input with events. The work they make possible is requested in the same decision: there is no other scheduler.</summary>
    public static Decision Decide(RunState state, IRunInput input, DateTimeOffset now)
    {
        var (events, reply) = input switch
        {
            BeginRun begin => Begin(state, begin, now),
            _ when state.Request is null => Decision.Nothing,
            Cancel => OnCancel(state, now),
            Tick => new Decision(Overdue(state, now)),
            IOutcome outcome => new Decision(Settle(state, outcome, now)),
            _ => throw new InvalidOperationException($"The run knows no input of type {input.GetType().Name}."),
        };

        var all = ImmutableArray.CreateBuilder<IRunEvent>();
        void Add(IRunEvent change)
        {
            state = Apply(state, change);
            all.Add(change);
        }

        foreach (var change in events)
        {
            Add(change);
        }

        while (Next(state, now) is { } next)
        {
            Add(next);
        }

        return new Decision(all.ToImmutable(), reply);
    }

    /// <summary>When the run has to look at the clock again: the next retry or deadline. Null when nothing depends on time.</summary>
    public static DateTimeOffset? NextWake(RunState state)
    {
        if (state.Request is null || state.Phase.IsFinal())
        {
            return null;
        }

        var retries = state.Steps.Values.Where(s => s.Status == StepStatus.RetryDue).Select(s => s.RetryAt!.Value);
        return retries.Concat(Deadlines(state).Select(d => d.Due)).Min();
    }

    private static Decision Begin(RunState state, BeginRun begin, DateTimeOffset now)
    {
        if (state.Request is not null)
        {
            return new Decision([], new RunAccepted(begin.Run, true));
        }

        var request = begin.Request;
        var requested = new RunRequested(
            begin.Run, request.Pipeline, request.Parameters, request.Source, request.Sink, request.Environment, begin.Journal, now);
        return new Decision([requested], new RunAccepted(begin.Run, false));
    }

    private static Decision OnCancel(RunState state, DateTimeOffset now) => state.Phase switch
    {
        RunPhase.Requested or RunPhase.Running => new Decision(
            [new CancelRequested(now), new TeardownStarted(RunPhase.Cancelled, ["Cancelled on request."], now)],
            new CancelAnswer(true, "The run is being cancelled: outside work stops and everything it made is removed.")),
        RunPhase.TearingDown => new Decision(
            [], new CancelAnswer(false, $"Nothing to cancel: the run is being torn down already and ends as {state.Ending!.Value.Word()}.")),
        _ => new Decision([], new CancelAnswer(false, $"Nothing to cancel: the run ended as {state.Phase.Word()}.")),
    };

    /// <summary>The first deadline that passed ends the run through teardown; teardown's own ends the waiting.</summary>
    private static ImmutableArray<IRunEvent> Overdue(RunState state, DateTimeOffset now)
    {
        if (Deadlines(state).Where(d => d.Due <= now).OrderBy(d => d.Due).FirstOrDefault() is not { } passed)
        {
            return [];
        }

        if (state.Phase == RunPhase.TearingDown)
        {
            return [.. state.Resources.Where(r => r.IsOpen).Select(r => new ResourceLeft(
                r.Kind, r.Name, state.Steps.GetValueOrDefault(r.Removal)?.Message ?? passed.Message, now))];
        }

        var teardown = new TeardownStarted(RunPhase.Failed, [passed.Message], now);
        return passed.Step is { } step
            ? [new AttemptFailed(step, state.Steps[step].Attempt, FailureKind.Permanent, passed.Message, null, now), teardown]
            : [teardown];
    }

    private static IEnumerable<Deadline> Deadlines(RunState state)
    {
        var deadlines = state.Definition.Deadlines;
        if (state.Phase == RunPhase.TearingDown)
        {
            yield return new Deadline(
                state.TeardownAt!.Value + deadlines.Teardown, null, $"Not confirmed gone within {Text(deadlines.Teardown)} (deadlines.teardown).");
            yield break;
        }

        yield return new Deadline(state.Requested.At + deadlines.Run, null, $"The run was not done within {Text(deadlines.Run)} (deadlines.run).");
        foreach (var step in state.Plan!.Steps)
        {
            if (state.Steps[step.Id] is { Status: StepStatus.Working or StepStatus.RetryDue, StartedAt: { } started } at)
            {
                var last = at.Message is null ? "" : $" Its last attempt failed: {at.Message}";
                yield return new Deadline(started + step.Deadline, step.Id, $"{step.Id} was not done within its deadline of {Text(step.Deadline)}.{last}");
            }
        }
    }

    private static string Text(TimeSpan span) => span.ToString("c", System.Globalization.CultureInfo.InvariantCulture);

    private sealed record Deadline(DateTimeOffset Due, string? Step, string Message);

    /// <summary>The next thing that this state makes possible or due, or null.</summary>
    private static IRunEvent? Next(RunState state, DateTimeOffset now) => state.Phase switch
    {
        RunPhase.Requested or RunPhase.Running => NextStep(state, now) ?? NextStatement(state, now) ?? NextRemoval(state, now) ?? Finished(state, now),
        RunPhase.TearingDown => NextRemoval(state, now) ?? End(state, now),
        _ => null,
    };

    private static AttemptRequested? NextStep(RunState state, DateTimeOffset now)
    {
        foreach (var step in state.Plan!.Steps)
        {
            var at = state.Steps[step.Id];
            var due = at.Status == StepStatus.Waiting || (at.Status == StepStatus.RetryDue && at.RetryAt <= now);
            if (due && step.Needs.All(state.IsDone))
            {
                return new AttemptRequested(step.Id, at.Attempt + 1, NameOf(state, step, at.Attempt + 1), now);
            }
        }

        return null;
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
        state.Plan!.Steps.All(s => state.IsDone(s.Id))
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
