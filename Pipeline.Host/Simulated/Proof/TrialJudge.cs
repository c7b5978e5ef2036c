using System.Collections.Immutable;
using Pipeline.Actors.Runs;

namespace Pipeline.Host.Simulated.Proof;

/// <summary>Says what is wrong with a trial: in words, each with the thing it is about; nothing when all holds.</summary>
public static class TrialJudge
{
    /// <param name="trial">What happened.</param>
    /// <param name="baseline">What happens when all goes well and nobody is killed.</param>
    /// <param name="faults">True when things went wrong outside: then a run may end as failed too, but must leave nothing either.</param>
    public static ImmutableArray<string> Of(Trial trial, Trial baseline, bool faults) =>
    [
        .. Ending(trial, baseline, faults),
        .. Tables(trial, baseline),
        .. trial.Findings.Select(finding => finding.What),
        .. Repeated(trial),
    ];

    /// <summary>What is wrong with the run that nobody disturbs: it has to succeed, or nothing is proved by its surviving.</summary>
    public static ImmutableArray<string> OfBaseline(Trial baseline) =>
    [
        .. baseline.End == SimulationEnd.Done && baseline.Phase != RunPhase.Succeeded
            ? [$"undisturbed, the run does not succeed; it ends as {baseline.Phase?.Word() ?? "nothing"}: {string.Join(" ", baseline.Failures)}"]
            : Array.Empty<string>(),
        .. Of(baseline, baseline, faults: false),
    ];

    private static IEnumerable<string> Ending(Trial trial, Trial baseline, bool faults)
    {
        if (trial.End != SimulationEnd.Done)
        {
            yield return trial.End switch
            {
                SimulationEnd.Stuck => "the run is not over, and nothing will ever happen again",
                SimulationEnd.Restless => "the run is not over, and its actors go round in a circle",
                SimulationEnd.Killed => "the service was killed a second time",
                _ => $"the run is not over after {trial.Took.TotalHours:F0} h",
            };
        }
        else if (trial.Phase != baseline.Phase && !faults)
        {
            yield return $"the run ended as {trial.Phase?.Word() ?? "nothing"} instead of {baseline.Phase?.Word() ?? "nothing"}: {string.Join(" ", trial.Failures)}";
        }
    }

    private static IEnumerable<string> Tables(Trial trial, Trial baseline)
    {
        if (trial.Phase != RunPhase.Succeeded || baseline.Phase != RunPhase.Succeeded)
        {
            yield break;
        }

        foreach (var table in baseline.Tables.Keys.Union(trial.Tables.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (expected, found) = (baseline.Tables.GetValueOrDefault(table), trial.Tables.GetValueOrDefault(table));
            if (expected != found)
            {
                yield return $"table {table} holds {found ?? "nothing"} instead of {expected ?? "nothing"}";
            }
        }
    }

    /// <summary>A statement's marker names run, job, attempt and index: it is posted once.</summary>
    private static IEnumerable<string> Repeated(Trial trial) => trial.Deeds
        .Where(deed => deed.Kind == "statement")
        .GroupBy(deed => deed.Name, StringComparer.Ordinal)
        .Where(same => same.Count() > 1)
        .Select(same => $"statement {same.Key} was posted {same.Count()} times");
}
