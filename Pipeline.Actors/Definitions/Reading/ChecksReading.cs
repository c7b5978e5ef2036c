using System.Collections.Immutable;

namespace Pipeline.Actors.Definitions.Reading;

internal static class ChecksReading
{
    /// <summary>The checks, and the file of each whose query is not inline.</summary>
    public static (ImmutableArray<CheckDefinition> Checks, ImmutableSortedDictionary<string, string> Scripts) Read(
        MapReader pipeline, PipelineFiles files, ProblemList problems)
    {
        var named = pipeline.Named("checks");
        var checks = ImmutableArray.CreateBuilder<CheckDefinition>();
        var scripts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var name in named?.Keys ?? [])
        {
            if (named!.Keyed(name, "table", "needs", "query", "script", "severity") is not { } map)
            {
                continue;
            }

            if (map.Has("query") == map.Has("script"))
            {
                problems.Add(map.Path, map.Has("query")
                    ? "both 'query' and 'script' stand here; keep one of them."
                    : "neither 'query' nor 'script' stands here; write a query that counts what is wrong, or name a file that holds one.");
            }

            var (query, script) = (map.Text("query"), map.Text("script"));
            if (query is null && script is not null)
            {
                scripts[name] = script;
            }

            checks.Add(new CheckDefinition(
                name,
                map.RequiredText("table", "name the table that the check judges; it runs when that one is loaded"),
                map.Texts("needs"),
                query ?? files.Sql.GetValueOrDefault(script ?? "") ?? "",
                map.Choice("severity", ("error", Severity.Error), ("warn", Severity.Warn))));
        }

        return (checks.ToImmutable(), scripts.ToImmutable());
    }
}
