using System.Collections.Immutable;

namespace Pipeline.Actors.Definitions.Reading;

internal static class JobsReading
{
    private const int DefaultRetries = 2;

    public static ImmutableArray<JobDefinition> Read(MapReader pipeline, ProblemList problems)
    {
        if (pipeline.Named("jobs") is not { } named)
        {
            if (!pipeline.Has("jobs"))
            {
                problems.Add("", "'jobs' is missing: write at least one, as 'jobs: { clean: { script: clean.sql } }'.");
            }

            return [];
        }

        if (!named.Keys.Any())
        {
            problems.Add("jobs", "a pipeline has at least one job: write it as 'clean: { script: clean.sql }'.");
        }

        return [.. named.Keys.Select(name => One(name, named.Keyed(name, "script", "retries", "deadline", "rerunnable", "conf"))).OfType<JobDefinition>()];
    }

    /// <summary>A script's kind by its extension; null when it is none of a Spark job.</summary>
    public static JobKind? Kind(string script) => Path.GetExtension(script) switch
    {
        ".sql" => JobKind.Sql,
        ".py" => JobKind.PySpark,
        ".scala" => JobKind.Spark,
        ".R" => JobKind.SparkR,
        _ => null,
    };

    private static JobDefinition? One(string name, MapReader? map)
    {
        if (map is null)
        {
            return null;
        }

        var script = map.RequiredText("script", "name a file in the pipeline's folder under spark/, as 'script: clean.sql'");
        var kind = Kind(script) ?? JobKind.Sql;
        var rerunnable = map.Flag("rerunnable", absent: false);
        return new JobDefinition
        {
            Name = name,
            Script = script,
            Kind = kind,
            Conf = Conf(map.Named("conf")),

            // A script that is one statement and may not run twice gets no second attempt unless its author asks for one.
            Retries = map.Whole("retries", kind == JobKind.Sql || rerunnable ? DefaultRetries : 0, 0, 10),
            Deadline = map.Duration("deadline", TimeSpan.FromMinutes(30), TimeSpan.FromSeconds(1), DeadlinesReading.Longest),
            Rerunnable = rerunnable,
        };
    }

    private static ImmutableSortedDictionary<string, string> Conf(MapReader? map) =>
        map?.Keys.Select(key => KeyValuePair.Create(key, map.Text(key) ?? "")).ToImmutableSortedDictionary(StringComparer.Ordinal)
        ?? ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
