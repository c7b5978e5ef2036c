using System.Text;
using Pipeline.Actors.Runs;

namespace Pipeline.Host.Cli.Rendering;

/// <summary>A run for people: what failed and why first, then what was made, then how long it took.</summary>
internal static class RunText
{
    /// <summary>What <c>run</c> ends with.</summary>
    public static string Summary(RunView run) => Sections(
        Heading(run), Failures(run), Earlier(run), Cleanup(run), Tables(run.Tables.Where(table => table.Rows is not null)),
        Checks(run.Checks.Where(check => check.Count is not null)), Durations(run));

    /// <summary>What <c>show</c> prints: the summary with every step and job.</summary>
    public static string Whole(RunView run) => Sections(
        Heading(run), Facts(run), Failures(run), Earlier(run), Cleanup(run), Steps(run), Jobs(run), Tables(run.Tables), Checks(run.Checks), Outstanding(run));

    private static string Heading(RunView run)
    {
        var took = run.EndedAt is { } ended ? $" in {Words.Duration(ended - (run.RetriedAt ?? run.RequestedAt))}{(run.Environment == "simulated" ? " of simulated time" : "")}" : "";
        var again = run.Try > 1 ? $", try {run.Try}" : "";
        var ending = run is { EndedAt: null, Ending: { } end } ? $", will end as {end.Word()}" : "";
        return $"Run {run.RunId} of {run.Pipeline}: {run.State.Word()}{took}{again}{ending}\n";
    }

    private static string Facts(RunView run)
    {
        var text = new StringBuilder()
            .Append($"requested    {Words.Time(run.RequestedAt)}\n")
            .Append($"ended        {Words.Time(run.EndedAt)}\n")
            .Append($"environment  {run.Environment}{(run.Environment == "simulated" ? ": nothing was computed or made, and all times are simulated" : "")}\n")
            .Append($"source       {run.Source}\n")
            .Append($"sink         {run.Sink}\n")
            .Append($"events       {run.Events}\n");
        if (run.InstanceHours is { } hours)
        {
            text.Append($"cost         {ResourcesText.Hours(hours)} instance-hours{(run.Resources.All(r => r.State == "removed") ? "" : " so far")}\n");
        }

        foreach (var (name, value) in run.Parameters)
        {
            text.Append($"parameter    {name}={value}\n");
        }

        return text.ToString();
    }

    private static string Failures(RunView run)
    {
        if (run.Failures.IsEmpty)
        {
            return "";
        }

        var text = new StringBuilder("What failed\n");
        foreach (var failure in run.Failures)
        {
            text.Append("  ").Append(failure.TrimEnd().ReplaceLineEndings("\n    ")).Append('\n');
        }

        return text.ToString();
    }

    private static string Earlier(RunView run)
    {
        var text = new StringBuilder();
        foreach (var earlier in run.EarlierTries)
        {
            text.Append($"  try {earlier.Try} {earlier.State.Word()} after {Words.Duration(earlier.EndedAt - earlier.StartedAt)}\n");
            foreach (var failure in earlier.Failures)
            {
                text.Append("    ").Append(failure.TrimEnd().ReplaceLineEndings("\n      ")).Append('\n');
            }
        }

        return text.Length == 0 ? "" : $"Earlier tries\n{text}";
    }

    private static string Outstanding(RunView run) =>
        run.Outstanding.IsEmpty ? "" : $"Outstanding\n{string.Concat(run.Outstanding.Select(key => $"  {key}\n"))}";

    /// <summary>Told when something went wrong or something is left: after a success without leftovers it is no news.</summary>
    private static string Cleanup(RunView run)
    {
        if (run.Resources.IsEmpty || (run.State == RunPhase.Succeeded && run.Resources.All(r => r.State == "removed")))
        {
            return "";
        }

        var kinds = string.Join(", ", run.Resources.GroupBy(r => r.Kind).Select(kind => $"{kind.Key} {kind.Count()}"));
        var left = new TextTable("RESOURCE", "NAME", "STATE", "WHY").Rows(run.Resources.Where(r => r.State != "removed"), r => [r.Kind, r.Name, r.State, r.Why]);
        var gone = run.Resources.Count(r => r.State == "removed");
        var title = run.State is RunPhase.Requested or RunPhase.Running ? "What there is now" : "What was cleaned up";
        return $"{title}: {gone} of {Words.Plural(run.Resources.Length, "resource")} removed ({kinds})\n{(left.IsEmpty ? "" : Indented(left))}";
    }

    private static string Steps(RunView run) => Titled("Steps", new TextTable("STEP", "STATE", "ATTEMPT", "TOOK", "MESSAGE").Rows(
        run.Steps, s => [s.Step, s.State, s.Attempt.ToString(), Words.Duration(s.EndedAt - s.StartedAt), s.Message]));

    private static string Jobs(RunView run) => Titled("Jobs", new TextTable("JOB", "STATE", "STATEMENTS", "READ", "REJECTED", "FILTERED", "KEPT", "WRITTEN").Rows(
        run.Jobs, j =>
        [
            j.Name, j.State, $"{j.StatementsDone}/{j.Statements}", Words.Number(j.Report?.Read), Words.Number(j.Report?.Rejected),
            Words.Number(j.Report?.Filtered), Words.Number(j.Report?.Kept), Words.Number(j.Report?.Written),
        ]));

    private static string Tables(IEnumerable<TableView> tables) => Titled("Tables", new TextTable("TABLE", "KIND", "ROWS", "EXPECTED").Rows(
        tables, t => [t.Name, t.Kind, Words.Number(t.Rows), Words.Number(t.Expected)]));

    private static string Checks(IEnumerable<CheckView> checks) => Titled("Checks", new TextTable("CHECK", "TABLE", "SEVERITY", "STATUS", "COUNT").Rows(
        checks, c => [c.Name, c.Table, c.Severity, c.Status, Words.Number(c.Count)]));

    private static string Durations(RunView run) => Titled("Durations", new TextTable("STEP", "TOOK").Rows(
        StepTimes.Short(run), step => [step.Step, Words.Duration(step.Took)]));

    private static string Titled(string title, TextTable table) => table.IsEmpty ? "" : $"{title}\n{Indented(table)}";

    private static string Indented(TextTable table) => string.Concat(table.ToString().TrimEnd('\n').Split('\n').Select(line => $"  {line}\n"));

    private static string Sections(params string[] sections) => string.Join('\n', sections.Where(section => section.Length > 0));
}
