using System.Collections.Immutable;
using Pipeline.Actors.Runs;

namespace Pipeline.Host.Cli.Rendering;

/// <param name="Took">From its first attempt's request to its end.</param>
internal sealed record StepTime(string Step, TimeSpan Took);

/// <summary>How long the steps took.</summary>
internal static class StepTimes
{
    /// <summary>Every step by itself, but for the removals: they are one, the teardown.</summary>
    public static ImmutableArray<StepTime> Of(RunView run) => Of(run, step => Is(step, "removal/") ? "teardown" : step.Step);

    /// <summary>For people the checks are one as well.</summary>
    public static ImmutableArray<StepTime> Short(RunView run) =>
        Of(run, step => Is(step, "removal/") ? "teardown" : Is(step, "check/") ? "checks" : step.Step);

    private static ImmutableArray<StepTime> Of(RunView run, Func<StepView, string> name) =>
    [
        .. run.Steps
            .Where(step => step is { StartedAt: not null, EndedAt: not null } && (run.RetriedAt is null || step.StartedAt >= run.RetriedAt))
            .GroupBy(name)
            .Select(steps => new StepTime(steps.Key, steps.Max(step => step.EndedAt!.Value) - steps.Min(step => step.StartedAt!.Value))),
    ];

    private static bool Is(StepView step, string kind) => step.Step.StartsWith(kind, StringComparison.Ordinal);
}
