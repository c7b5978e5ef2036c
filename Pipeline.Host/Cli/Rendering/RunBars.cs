using System.Collections.Immutable;
using Pipeline.Actors.Runs;

namespace Pipeline.Host.Cli.Rendering;

/// <summary>A line of live progress.</summary>
/// <param name="Done">0 to 1.</param>
internal sealed record Bar(string Label, double Done);

/// <summary>Which bars a run shows: each job its own, everything else by its kind.</summary>
internal static class RunBars
{
    public static ImmutableArray<Bar> Of(RunView run) =>
    [
        .. run.Steps
            .GroupBy(step => step.Step.StartsWith("job/", StringComparison.Ordinal) ? step.Step : step.Step.Split('/')[0])
            .Select(steps => new Bar(Label(steps.Key, steps.ToList()), steps.Average(Done))),
    ];

    private static string Label(string kind, IReadOnlyList<StepView> steps)
    {
        var troubled = steps.FirstOrDefault(step => step.State is "failed" or "retry-due");
        var counted = steps.Count > 1 ? $"{kind} {steps.Count(IsOver)}/{steps.Count}" : kind;
        return troubled is null ? counted : $"{counted} ({troubled.State.Replace('-', ' ')})";
    }

    private static double Done(StepView step) => IsOver(step) ? 1 : Math.Clamp(step.Progress, 0, 1);

    private static bool IsOver(StepView step) => step.State is "done" or "withdrawn";
}
