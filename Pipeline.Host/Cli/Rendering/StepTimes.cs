using System.Collections.Immutable;
using Pipeline.Actors.Runs;

namespace Pipeline.Host.Cli.Rendering;

/// <param name="Took">From its first attempt's request to its end.</param>
internal sealed record StepTime(string Step, TimeSpan Took);

/// <summary>How long each step took; the removals are one, the teardown.</summary>
internal static class StepTimes
{
    private const string Removal = "removal/";

    public static ImmutableArray<StepTime> Of(RunView run)
    {
        var ended = run.Steps.Where(step => step is { StartedAt: not null, EndedAt: not null }).ToLookup(step => step.Step.StartsWith(Removal, StringComparison.Ordinal));
        var steps = ended[false].Select(step => new StepTime(step.Step, step.EndedAt!.Value - step.StartedAt!.Value)).ToImmutableArray();
        return ended[true].Any()
            ? steps.Add(new StepTime("teardown", ended[true].Max(step => step.EndedAt!.Value) - ended[true].Min(step => step.StartedAt!.Value)))
            : steps;
    }
}
