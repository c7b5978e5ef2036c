using System.Collections.Immutable;

namespace Pipeline.Actors.Definitions.Reading;

internal static class TablesReading
{
    public static ImmutableArray<StagingDefinition> Staging(MapReader pipeline) =>
        pipeline.Named("staging") is { } named
            ? [.. named.Keys.Select(table => new StagingDefinition(table, named.Text(table) ?? ""))]
            : [];

    public static ImmutableArray<StarTableDefinition> Star(MapReader pipeline, ProblemList problems)
    {
        if (pipeline.Named("star") is not { } named)
        {
            return [];
        }

        var star = ImmutableArray.CreateBuilder<StarTableDefinition>();
        foreach (var table in named.Keys)
        {
            if (named.Keyed(table, "script", "needs", "expect") is not { } map)
            {
                continue;
            }

            var script = map.RequiredText("script", "name the SQL that loads the table, in the pipeline's folder under sql/");
            if (!map.Has("needs"))
            {
                problems.Add(map.Path, "'needs' is missing: list the tables that must be loaded before, or write 'needs: []'.");
            }

            star.Add(new StarTableDefinition(table, script, map.Texts("needs"), map.Text("expect")));
        }

        return star.ToImmutable();
    }
}
