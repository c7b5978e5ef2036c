using System.Text.RegularExpressions;
using Pipeline.Actors.Definitions.Reading;
using Pipeline.Actors.Runs;

namespace Pipeline.Actors.Definitions.Rules;

/// <summary>The names that a run derives from its pipeline's fit every service that is given them.</summary>
internal static partial class NameLimits
{
    /// <summary>Any id will do: all are equally long and of the same characters.</summary>
    private static readonly RunId Sample = RunId.FromBits(0);

    public static void Check(PipelineDraft draft)
    {
        var pipeline = draft.Definition.Name;
        if (NameRules.IsPipelineName(pipeline))
        {
            foreach (var problem in OfPipeline(pipeline))
            {
                draft.Problems.Add("name", problem);
            }

            foreach (var job in draft.Definition.Jobs)
            {
                foreach (var problem in OfJob(pipeline, job.Name, 1 + job.Retries))
                {
                    draft.Problems.Add($"jobs/{job.Name}", problem);
                }
            }
        }
    }

    public static IEnumerable<string> OfPipeline(string pipeline)
    {
        var run = RunNames.Of(pipeline, Sample);
        return
        [
            .. Refused(run, "an EMR cluster", 256, Anything()),
            .. Refused(run, "a Redshift cluster", 63, RedshiftCluster()),
            .. Refused($"{pipeline}_{Sample}".Replace('-', '_'), "a database", 63, Database()),
            .. Refused($"{run}-redshift", "an IAM role", 64, IamRole()),
        ];
    }

    public static IEnumerable<string> OfJob(string pipeline, string job, int attempts) =>
        Refused(RunNames.Session(pipeline, Sample, job, attempts), "a Livy session", 128, LivySession());

    private static IEnumerable<string> Refused(string name, string what, int longest, Regex form) =>
        name.Length > longest ? [$"a run would call {what} '{name}', which is {name.Length} characters where {longest} are allowed; take a shorter name."]
        : !form.IsMatch(name) ? [$"a run would call {what} '{name}', which is not allowed; take a name of letters, digits and single hyphens."]
        : [];

    [GeneratedRegex(@"\A.+\z")]
    private static partial Regex Anything();

    [GeneratedRegex(@"\A(?!.*--)[a-z][a-z0-9-]*[a-z0-9]\z")]
    private static partial Regex RedshiftCluster();

    [GeneratedRegex(@"\A[a-z][a-z0-9_]*\z")]
    private static partial Regex Database();

    [GeneratedRegex(@"\A[A-Za-z0-9+=,.@_-]+\z")]
    private static partial Regex IamRole();

    /// <summary>Livy takes all-digit names for ids, and cannot address what has a slash or a semicolon.</summary>
    [GeneratedRegex(@"\A(?![0-9]+\z)[A-Za-z0-9._-]+\z")]
    private static partial Regex LivySession();
}
