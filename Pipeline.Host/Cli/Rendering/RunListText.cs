using Pipeline.Actors.Runs;

namespace Pipeline.Host.Cli.Rendering;

/// <summary>Runs under each other, as the API lists them.</summary>
internal static class RunListText
{
    public static string Table(IEnumerable<RunSummary> runs)
    {
        var table = new TextTable("RUN", "PIPELINE", "STATE", "REQUESTED", "TOOK").Rows(
            runs, run => [run.RunId, run.Pipeline, run.Damage is null ? run.State.Word() : "damaged", Words.Time(run.RequestedAt), Words.Duration(run.EndedAt - run.RequestedAt)]);
        var still = runs.Select(run => run.Damage ?? run.Elsewhere).OfType<string>();
        return table.IsEmpty ? "No runs.\n" : string.Concat(still.Select(why => $"\n{why}\n").Prepend(table.ToString()));
    }
}
