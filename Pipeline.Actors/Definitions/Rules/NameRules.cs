using System.Text.RegularExpressions;
using Pipeline.Actors.Definitions.Reading;

namespace Pipeline.Actors.Definitions.Rules;

/// <summary>Names of pipelines, jobs, tables and checks: they become names of clusters, sessions, folders and tables.</summary>
internal static partial class NameRules
{
    public const string PipelineForm =
        "up to 24 lower-case letters, digits and single hyphens, a letter first and no hyphen last";

    public static void Check(PipelineDraft draft)
    {
        var (definition, problems) = (draft.Definition, draft.Problems);
        if (!IsPipelineName(draft.Files.Name))
        {
            problems.Add("", $"the file's name '{draft.Files.Name}' cannot be a pipeline's; rename it to {PipelineForm}, and .yaml.");
        }
        else if (definition.Name.Length > 0 && definition.Name != draft.Files.Name)
        {
            problems.Add(
                "name",
                $"'{definition.Name}' stands here, but the file is called {draft.Files.Name}.yaml; write 'name: {draft.Files.Name}', or rename the file.");
        }

        foreach (var job in definition.Jobs.Where(job => !JobName().IsMatch(job.Name)))
        {
            problems.Add(
                $"jobs/{job.Name}",
                "this name cannot be a job's; take up to 40 lower-case letters, digits, '-' and '_', a letter first and a letter or digit last.");
        }

        var tables = definition.Staging.Select(table => ("staging", table.Table)).Concat(definition.Star.Select(table => ("star", table.Table)));
        foreach (var (section, table) in tables.Where(table => !TableName().IsMatch(table.Table)))
        {
            problems.Add($"{section}/{table}", "this name cannot be a table's; take up to 63 lower-case letters, digits and '_', a letter first.");
        }

        foreach (var check in definition.Checks.Where(check => !CheckName().IsMatch(check.Name)))
        {
            problems.Add($"checks/{check.Name}", "this name cannot be a check's; take up to 63 lower-case letters, digits, '-' and '_', a letter first.");
        }
    }

    public static bool IsPipelineName(string name) => PipelineName().IsMatch(name) && !name.Contains("--", StringComparison.Ordinal);

    [GeneratedRegex(@"\A(?=.{1,24}\z)[a-z]([a-z0-9-]*[a-z0-9])?\z")]
    private static partial Regex PipelineName();

    [GeneratedRegex(@"\A(?=.{1,40}\z)[a-z]([a-z0-9_-]*[a-z0-9])?\z")]
    private static partial Regex JobName();

    [GeneratedRegex(@"\A[a-z][a-z0-9_]{0,62}\z")]
    private static partial Regex TableName();

    [GeneratedRegex(@"\A[a-z][a-z0-9_-]{0,62}\z")]
    private static partial Regex CheckName();
}
