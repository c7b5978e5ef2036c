using System.Collections.Immutable;
using Pipeline.Actors.Definitions;

namespace Pipeline.Actors.Runs;

public static partial class Run
{
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

        if (state.Resources.Any(r => r is { IsLeftover: true, IsOpen: true }))
        {
            yield return new Deadline(
                state.RetriedAt!.Value + deadlines.Teardown, null,
                $"What the earlier try left was not confirmed gone within {Text(deadlines.Teardown)} (deadlines.teardown).");
        }

        yield return new Deadline((state.RetriedAt ?? state.Requested.At) + deadlines.Run, null, $"The run was not done within {Text(deadlines.Run)} (deadlines.run).");
        foreach (var step in state.Plan!.Steps)
        {
            if ((step.Kind != StepKind.Cluster || NeedsCluster(state)) && Of(state, step.Id, step.Deadline) is { } deadline)
            {
                yield return deadline;
            }
        }

        foreach (var job in state.Jobs.Where(job => job.Value.NeedsLook).Select(job => job.Key))
        {
            if (Of(state, JobSteps.Output(job), deadlines.Lake) is { } deadline)
            {
                yield return deadline;
            }
        }
    }

    private static Deadline? Of(RunState state, string step, TimeSpan limit)
    {
        if (state.Steps.GetValueOrDefault(step) is not { Status: StepStatus.Working or StepStatus.RetryDue, StartedAt: { } started } at)
        {
            return null;
        }

        var last = at.Message is null ? "" : $" Its last attempt failed: {at.Message}";
        return new Deadline(started + limit, step, $"{step} was not done within its deadline of {Text(limit)}.{last}");
    }

    private static string Text(TimeSpan span) => span.ToString("c", System.Globalization.CultureInfo.InvariantCulture);

    private sealed record Deadline(DateTimeOffset Due, string? Step, string Message);
}
