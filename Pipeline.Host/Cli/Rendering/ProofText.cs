using System.Globalization;
using System.Text;
using Pipeline.Host.Simulated;
using Pipeline.Host.Simulated.Proof;

namespace Pipeline.Host.Cli.Rendering;

/// <summary>A proof as a table: where the service was killed, what came of it, and the worst of all.</summary>
internal static class ProofText
{
    public static string Of(string pipeline, Proof proof, TimeSpan took)
    {
        var text = new StringBuilder();
        var seeds = proof.Verdicts.Select(v => v.Trial.Seed).Distinct().Count() > 1;
        text.Append(new TextTable("SEED", "POINT", "KILLED", "OUTCOME", "DOWN", "EXTRA TIME", "EXTRA HOURS").Rows(proof.Verdicts, verdict =>
        [
            Number(verdict.Trial.Seed), Point(verdict), What(verdict.Trial.KilledAt), Outcome(verdict), Words.Duration(verdict.Trial.Downtime),
            Extra(verdict.Trial.Took - proof.Baseline.Took), Hours(verdict.Trial.InstanceHours - proof.Baseline.InstanceHours),
        ]));
        text.Append('\n');
        text.Append(
            $"Undisturbed, {pipeline} takes {Words.Duration(proof.Baseline.Took)} of simulated time and {Hours(proof.Baseline.InstanceHours)} instance-hours, ends as "
            + $"{proof.Baseline.Phase?.ToString().ToLowerInvariant() ?? "nothing"} with {proof.Baseline.Events} events, and has {proof.Baseline.Points.Length} points.\n");
        foreach (var violation in proof.BaselineViolations)
        {
            text.Append($"  {violation}\n");
        }

        text.Append(Worst("Longest", proof.Slowest)).Append(Worst("Costliest", proof.Costliest));
        foreach (var verdict in proof.Verdicts.Where(v => !v.Holds))
        {
            text.Append($"\nVIOLATED {What(verdict.Trial.KilledAt)}{(seeds || verdict.Faults ? $", seed {verdict.Trial.Seed}" : "")}:\n");
            foreach (var violation in verdict.Violations)
            {
                text.Append($"  {violation}\n");
            }

            text.Append($"  Replay it: ./pipeline verify {pipeline} --points {Point(verdict)} --seed {verdict.Trial.Seed}{(verdict.Faults ? " --faults" : "")}\n");
        }

        var broken = proof.Verdicts.Count(v => !v.Holds);
        var tried = Words.Plural(proof.Verdicts.Length, "kill");
        text.Append(
            proof.Holds
                ? $"\nHolds: after {tried} the same tables, nothing made twice, nothing repeated that was committed, nothing left, nothing foreign touched ({Words.Duration(took)}).\n"
                : $"\nDoes not hold: {broken} of {tried} ({Words.Duration(took)}).\n");
        return text.ToString();
    }

    private static string Worst(string word, Verdict? verdict) => verdict is null
        ? ""
        : $"{word}: {Words.Duration(verdict.Trial.Took)}, {Hours(verdict.Trial.InstanceHours)} instance-hours, when killed {What(verdict.Trial.KilledAt)} (point {Point(verdict)}, seed {verdict.Trial.Seed}).\n";

    private static string Point(Verdict verdict) => verdict.Trial.KilledAt is { } at ? Number(at.Number) : "-";

    private static string What(CrashPoint? point) => point is null ? "nowhere: there is no such point" : $"{(point.Side == CrashSide.Before ? "before" : "after")} {Short(point.What)}";

    /// <summary>Of many events the first few say which write it is.</summary>
    private static string Short(string what)
    {
        var parts = what.Split(", ");
        return parts.Length <= 3 ? what : $"{string.Join(", ", parts.Take(3))} and {parts.Length - 3} more";
    }

    private static string Outcome(Verdict verdict) => verdict.Holds
        ? verdict.Trial.Phase?.ToString().ToLowerInvariant() ?? "-"
        : "VIOLATED";

    private static string Extra(TimeSpan extra) => $"{(extra < TimeSpan.Zero ? "-" : "")}{Words.Duration(extra.Duration())}";

    private static string Hours(double hours) => hours.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
