using System.Collections.Immutable;
using Pipeline.Actors.Runs;

namespace Pipeline.Tests.Host.Cli.Rendering;

/// <summary>Runs to print.</summary>
internal static class SampleRun
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static RunView Succeeded { get; } = new()
    {
        RunId = "r0123456789ab",
        Pipeline = "arrivals",
        State = RunPhase.Succeeded,
        Events = 61,
        RequestedAt = Start,
        EndedAt = Start.AddSeconds(21.25),
        Environment = "local",
        Source = "/data",
        Sink = "/lake",
        Parameters = ImmutableSortedDictionary<string, string>.Empty.Add("source", "/data"),
        Steps =
        [
            new StepView("cluster", "done", 1, Start, Start.AddSeconds(2), 1, null, null),
            new StepView("job/immigration", "done", 1, Start.AddSeconds(2), Start.AddSeconds(10.5), 1, null, null),
            new StepView("star/fact_arrival", "done", 1, Start.AddSeconds(11), Start.AddSeconds(12), 1, null, null),
        ],
        Jobs = [new JobView("immigration", "done", 1, 14, 14, new JobReport(1000, 3, 35, 962, 962, null))],
        Tables = [new TableView("fact_arrival", "star", 962, 962)],
        Checks = [new CheckView("fact-not-empty", "fact_arrival", "error", "passed", 0), new CheckView("departs", "fact_arrival", "warn", "warned", 7)],
        Resources = [new ResourceView("cluster", "arrivals-r0123456789ab", "local", "removed", Start, Start.AddSeconds(13), null)],
    };

    public static RunView Failed { get; } = Succeeded with
    {
        State = RunPhase.Failed,
        Failures = ["job/immigration: statement 3 of immigration.sql failed:\n[UNRESOLVED_COLUMN] no column 'agee'"],
        Tables = [new TableView("fact_arrival", "star", null, null)],
        Resources =
        [
            new ResourceView("cluster", "arrivals-r0123456789ab", "local", "removed", Start, Start.AddSeconds(13), null),
            new ResourceView("warehouse", "arrivals-r0123456789ab", null, "left", Start, null, "the server does not stop"),
        ],
    };

    public static RunView Running { get; } = Succeeded with
    {
        State = RunPhase.Running,
        EndedAt = null,
        Steps =
        [
            new StepView("cluster", "done", 1, Start, Start.AddSeconds(2), 1, null, null),
            new StepView("job/airports", "working", 1, Start, null, 0.25, null, null),
            new StepView("job/immigration", "retry-due", 1, Start, null, 0, "lost", Start.AddSeconds(9)),
            new StepView("staging/a", "done", 1, Start, Start, 1, null, null),
            new StepView("staging/b", "waiting", 0, null, null, 0, null, null),
        ],
    };
}
