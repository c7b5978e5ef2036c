using Pipeline.Actors.Definitions.Reading;

namespace Pipeline.Actors.Definitions.Rules;

/// <summary>Every job, table and column list that staging, star and checks speak of is there.</summary>
internal static class TableRules
{
    public static void Check(PipelineDraft draft)
    {
        var (definition, problems) = (draft.Definition, draft.Problems);
        var staging = definition.Staging.Select(table => table.Table).ToHashSet(StringComparer.Ordinal);
        string[] tables = [.. staging, .. definition.Star.Select(table => table.Table)];
        var jobs = definition.Jobs.Select(job => job.Name).ToArray();

        foreach (var (table, job) in definition.Staging)
        {
            if (job.Length > 0 && !jobs.Contains(job))
            {
                problems.Add(
                    $"staging/{table}", $"there is no job '{job}'{NearestName.Hint(job, jobs)}; write 'table: job', with one of {string.Join(", ", jobs)}.");
            }
        }

        foreach (var table in definition.Star)
        {
            if (staging.Contains(table.Table))
            {
                problems.Add($"star/{table.Table}", "a staging table has this name, too; give one of them another.");
            }

            Needs(problems, $"star/{table.Table}/needs", table.Needs, tables);
        }

        foreach (var check in definition.Checks)
        {
            if (check.Table.Length > 0 && !tables.Contains(check.Table))
            {
                problems.Add($"checks/{check.Name}/table", Unknown(check.Table, tables));
            }

            Needs(problems, $"checks/{check.Name}/needs", check.Needs, tables);
        }

        InSchema(draft, tables);
    }

    private static void Needs(ProblemList problems, string path, IEnumerable<string> needs, string[] tables)
    {
        foreach (var (need, i) in needs.Select((need, i) => (need, i)).Where(pair => !tables.Contains(pair.need)))
        {
            problems.Add($"{path}/{i}", Unknown(need, tables));
        }
    }

    private static void InSchema(PipelineDraft draft, string[] tables)
    {
        var schema = draft.Definition.Warehouse.Schema;
        if (!draft.Files.Sql.TryGetValue(schema, out var sql))
        {
            return;
        }

        var created = CreateTable.Find(sql).Select(table => table.Name).ToArray();
        foreach (var table in tables.Distinct().Where(table => !created.Contains(table)))
        {
            var path = draft.Definition.Staging.Any(staging => staging.Table == table) ? $"staging/{table}" : $"star/{table}";
            draft.Problems.Add(
                path, $"{draft.Files.SqlFile(schema)} has no CREATE TABLE for it{NearestName.Hint(table, created)}; add one with its columns.");
        }
    }

    private static string Unknown(string table, string[] tables) =>
        $"there is no table '{table}' in staging or star{NearestName.Hint(table, tables)}; " +
        (tables.Length == 0 ? "there are none at all." : $"there are {string.Join(", ", tables)}.");
}
