using Pipeline.Actors.Definitions.Reading;

namespace Pipeline.Actors.Definitions.Rules;

/// <summary>Every script that is named is there, in its folder, and holds something.</summary>
internal static class ScriptFileRules
{
    public static void Check(PipelineDraft draft)
    {
        var definition = draft.Definition;
        foreach (var job in definition.Jobs)
        {
            Spark(draft, $"jobs/{job.Name}/script", job.Script);
        }

        Sql(draft, "warehouse/schema", definition.Warehouse.Schema);
        foreach (var table in definition.Star)
        {
            Sql(draft, $"star/{table.Table}/script", table.Script);
        }

        foreach (var (check, script) in draft.CheckScripts)
        {
            Sql(draft, $"checks/{check}/script", script);
        }

        foreach (var problem in draft.Files.Unreadable)
        {
            draft.Problems.Add(problem);
        }
    }

    private static void Spark(PipelineDraft draft, string path, string script)
    {
        if (script.Length > 0 && JobsReading.Kind(script) is null)
        {
            draft.Problems.Add(path, $"'{script}' is no kind of Spark job; its name must end in .sql (SQL), .py (PySpark), .scala or .R.");
            return;
        }

        Exists(draft, path, script, draft.Files.SparkFile(script), draft.Files.Spark);
    }

    private static void Sql(PipelineDraft draft, string path, string script)
    {
        if (script.Length > 0 && !script.EndsWith(".sql", StringComparison.Ordinal))
        {
            draft.Problems.Add(path, $"'{script}' is no SQL file; its name must end in .sql.");
            return;
        }

        Exists(draft, path, script, draft.Files.SqlFile(script), draft.Files.Sql);
    }

    private static void Exists(PipelineDraft draft, string path, string script, string file, IReadOnlyDictionary<string, string> folder)
    {
        // An empty name is reported where it was read, an unreadable file by itself.
        if (script.Length == 0 || draft.Files.Unreadable.Any(problem => problem.File == file))
        {
            return;
        }

        if (script.IndexOfAny(['/', '\\']) >= 0)
        {
            draft.Problems.Add(path, $"'{script}' names a folder; the script must lie in {file[..^script.Length]} itself, and is written without it.");
        }
        else if (!folder.TryGetValue(script, out var text))
        {
            draft.Problems.Add(path, $"there is no file {file}{NearestName.Hint(script, folder.Keys)}; write it, or mend the name.");
        }
        else if (string.IsNullOrWhiteSpace(text))
        {
            draft.Problems.Add(new Problem(file, 1, "the script is empty; write what it is to do."));
        }
    }
}
