using Pipeline.Actors.Definitions.Reading;

namespace Pipeline.Actors.Definitions.Rules;

/// <summary>What a job of its kind may be, here.</summary>
internal static class JobRules
{
    public static void Check(PipelineDraft draft)
    {
        foreach (var job in draft.Definition.Jobs)
        {
            var path = $"jobs/{job.Name}";
            if (Refusal(job.Kind, draft.Environment) is { } refusal)
            {
                draft.Problems.Add($"{path}/script", refusal);
            }

            if (job.Kind != JobKind.Sql && job.Retries > 0 && !job.Rerunnable)
            {
                draft.Problems.Add(
                    $"{path}/retries",
                    "a script that is not SQL is one statement, so another attempt runs all of it again; " +
                    "write 'rerunnable: true' if that does no harm, or 'retries: 0'.");
            }

            Conf(draft, job, $"{path}/conf");
        }
    }

    private static string? Refusal(JobKind kind, TargetEnvironment environment) => (environment.IsLocal, kind) switch
    {
        (true, JobKind.PySpark) when !environment.HasSpark =>
            "PySpark jobs need a Spark, and none was found here; set SPARK_HOME, install pyspark for the python3 on the PATH, or write the job in SQL.",
        (true, JobKind.Spark) => "Scala jobs do not run in the local environment; run the pipeline on AWS, or write the job in SQL.",
        (true, JobKind.SparkR) => "R jobs do not run in the local environment; run the pipeline on AWS, or write the job in SQL.",
        _ => null,
    };

    private static void Conf(PipelineDraft draft, JobDefinition job, string path)
    {
        foreach (var (key, value) in job.Conf)
        {
            var at = $"{path}/{key}";
            if (!key.StartsWith("spark.", StringComparison.Ordinal) && !key.StartsWith("livy.rsc.", StringComparison.Ordinal))
            {
                draft.Problems.Add(at, "Spark ignores settings whose name does not start with 'spark.'; mend the name, or remove it.");
            }
            else if (key is "spark.master" or "spark.submit.deployMode")
            {
                draft.Problems.Add(at, "Livy decides this for every session and refuses to be told; remove it.");
            }
            else if (ParameterRules.SoundsSecret(key))
            {
                draft.Problems.Add(
                    at, "this name sounds like a secret, and Livy shows a session's settings to everybody; give the cluster's role the permission instead.");
            }

            if (!ScriptVariables.Names(value).IsEmpty)
            {
                draft.Problems.Add(at, "variables are not filled in here; use them in the script.");
            }
        }
    }
}
