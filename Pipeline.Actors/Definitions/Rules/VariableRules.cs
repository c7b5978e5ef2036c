using Pipeline.Actors.Definitions.Reading;

namespace Pipeline.Actors.Definitions.Rules;

/// <summary>No <c>${name}</c> is left over: Spark would replace it by nothing, in silence.</summary>
internal static class VariableRules
{
    private static readonly string[] OfSpark = ["source", "sink", "reference", "run", "schema"];
    private static readonly string[] OfSql = ["schema", "run"];

    public static void Check(PipelineDraft draft)
    {
        var (definition, problems) = (draft.Definition, draft.Problems);
        var parameters = definition.Parameters.Select(parameter => parameter.Name).ToArray();
        foreach (var script in definition.Jobs.Select(job => job.Script).Distinct())
        {
            foreach (var (line, message) in LeftOver(draft.Files.Spark.GetValueOrDefault(script) ?? "", "a Spark script", OfSpark, parameters))
            {
                problems.Add(new Problem(draft.Files.SparkFile(script), line, message));
            }
        }

        foreach (var source in draft.WarehouseSql())
        {
            foreach (var (line, message) in LeftOver(source.Text, "the warehouse's SQL", OfSql, parameters))
            {
                source.Report(problems, line, message);
            }
        }

        foreach (var (path, text) in new[] { ("source", definition.Source), ("sink", definition.Sink ?? "") })
        {
            foreach (var (_, message) in LeftOver(text, "this place", [], parameters))
            {
                problems.Add(path, message);
            }
        }
    }

    private static IEnumerable<(int Line, string Message)> LeftOver(string text, string place, string[] own, string[] parameters)
    {
        string[] known = [.. own, .. parameters.Except(own)];
        return ScriptVariables.Uses(text)
            .Where(use => !known.Contains(use.Name))
            .Select(use => (use.Line, $"${{{use.Name}}} is no variable{NearestName.Hint(use.Name, known)}; " +
                (known.Length == 0 ? "the pipeline has no parameters." : $"{place} may use {string.Join(", ", known)}; declare others as parameters.")));
    }
}
