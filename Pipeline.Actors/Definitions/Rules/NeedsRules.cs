using Pipeline.Actors.Definitions.Reading;

namespace Pipeline.Actors.Definitions.Rules;

/// <summary>What is loaded in which order: no table waits for itself, and none reads what it does not wait for.</summary>
internal static class NeedsRules
{
    public static void Check(PipelineDraft draft)
    {
        var needs = draft.Definition.Star
            .ToLookup(table => table.Table, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First().Needs.ToArray(), StringComparer.Ordinal);
        foreach (var cycle in Cycles(needs))
        {
            draft.Problems.Add(
                $"star/{cycle[0]}/needs",
                $"these tables wait for each other, so none would ever be loaded: {string.Join(" -> ", cycle.Append(cycle[0]))}; remove one of these needs.");
        }

        foreach (var source in draft.WarehouseSql())
        {
            Reads(draft, source, needs);
        }
    }

    /// <summary>Each cycle once, from its first table in the file on.</summary>
    private static List<string[]> Cycles(Dictionary<string, string[]> needs)
    {
        var cycles = new List<string[]>();
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var table in needs.Keys)
        {
            Visit(table, []);
        }

        return cycles;

        void Visit(string table, List<string> path)
        {
            if (path.IndexOf(table) is >= 0 and var start)
            {
                cycles.Add([.. path[start..]]);
            }
            else if (!done.Contains(table) && needs.TryGetValue(table, out var before))
            {
                path.Add(table);
                foreach (var need in before)
                {
                    Visit(need, path);
                }

                path.RemoveAt(path.Count - 1);
                done.Add(table);
            }
        }
    }

    /// <summary>Steps run as soon as what they need is there: a table that is read but not waited for may be empty still.</summary>
    private static void Reads(PipelineDraft draft, WarehouseSource source, Dictionary<string, string[]> needs)
    {
        var check = draft.Definition.Checks.FirstOrDefault(check => check.Name == source.Check);
        string[] start = source.Table is { } table ? [table] : check is null ? [] : [check.Table, .. check.Needs];
        if (start.Length == 0)
        {
            return;
        }

        var waitedFor = Closure(start, needs);
        var tables = draft.Definition.Staging.Select(staging => staging.Table).Concat(needs.Keys).ToHashSet(StringComparer.Ordinal);
        var owner = source.Table is null ? $"checks.{source.Check}" : $"star.{source.Table}";
        foreach (var (name, line) in TablesNamed(source.Text).DistinctBy(use => use.Name))
        {
            if (tables.Contains(name) && !waitedFor.Contains(name))
            {
                source.Report(
                    draft.Problems, line, $"{name} is used here, but {owner} does not wait for it and may run before it is loaded; add it to 'needs' there.");
            }
        }
    }

    private static HashSet<string> Closure(IEnumerable<string> start, Dictionary<string, string[]> needs)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<string>(start);
        while (waiting.TryDequeue(out var table))
        {
            if (reached.Add(table))
            {
                foreach (var need in needs.GetValueOrDefault(table) ?? [])
                {
                    waiting.Enqueue(need);
                }
            }
        }

        return reached;
    }

    /// <summary>Every <c>${schema}.name</c>.</summary>
    private static IEnumerable<(string Name, int Line)> TablesNamed(string sql)
    {
        var tokens = WarehouseTokens.Read(sql).Where(token => token.Counts).ToArray();
        for (var i = 0; i + 2 < tokens.Length; i++)
        {
            if (tokens[i] is { Kind: SqlTokenKind.Variable, Text: "${schema}" } && tokens[i + 1].Is('.')
                && tokens[i + 2].Kind == SqlTokenKind.Word)
            {
                yield return (tokens[i + 2].Text.ToLowerInvariant(), tokens[i + 2].Line);
            }
        }
    }
}
