using System.Collections.Immutable;
using Pipeline.Actors.Runs;

namespace Pipeline.Host.Cli.Rendering;

/// <summary>The one object that <c>run --json</c> ends with.</summary>
/// <param name="Seconds">From the request, or the last retry, to the end of the teardown.</param>
/// <param name="Durations">Seconds of each step that ended.</param>
internal sealed record RunResult(
    string RunId, string Pipeline, string State, int Try, double? Seconds, ImmutableArray<TableResult> Tables, ImmutableArray<CheckResult> Checks,
    ImmutableArray<JobView> Jobs, ImmutableArray<StepDuration> Durations, ImmutableArray<string> Failures, ImmutableArray<ResourceView> Resources)
{
    public static RunResult Of(RunView run) => new(
        run.RunId,
        run.Pipeline,
        run.State.Word(),
        run.Try,
        Rounded(run.EndedAt - (run.RetriedAt ?? run.RequestedAt)),
        [.. run.Tables.Select(table => new TableResult(table.Name, table.Kind, table.Rows, table.Expected))],
        [.. run.Checks.Select(check => new CheckResult(check.Name, check.Table, check.Severity, check.Status, check.Count))],
        run.Jobs,
        [.. StepTimes.Of(run).Select(step => new StepDuration(step.Step, Math.Round(step.Took.TotalSeconds, 3)))],
        run.Failures,
        run.Resources);

    private static double? Rounded(TimeSpan? time) => time is { } t ? Math.Round(t.TotalSeconds, 3) : null;
}

internal sealed record TableResult(string Name, string Kind, long? Rows, long? Expected);

internal sealed record CheckResult(string Name, string Table, string Severity, string Status, long? Count);

internal sealed record StepDuration(string Step, double Seconds);
