using Pipeline.Actors.Definitions.Reading;

namespace Pipeline.Actors.Definitions.Rules;

/// <summary>The schema script stays in what Redshift and PostgreSQL both can, but for the attributes behind the columns.</summary>
internal static class SchemaRules
{
    public static void Check(PipelineDraft draft)
    {
        foreach (var source in draft.WarehouseSql())
        {
            foreach (var token in WarehouseTokens.Read(source.Text).Where(token => token.Kind == SqlTokenKind.Unclosed))
            {
                source.Report(draft.Problems, token.Line, "what is opened here (a quote, a comment) is never closed; close it.");
            }
        }

        var schema = draft.Definition.Warehouse.Schema;
        if (!draft.Files.Sql.TryGetValue(schema, out var sql))
        {
            return;
        }

        var file = draft.Files.SqlFile(schema);
        var tables = CreateTable.Find(sql).ToArray();
        foreach (var table in tables)
        {
            foreach (var (line, message) in Problems(table))
            {
                draft.Problems.Add(new Problem(file, line, $"{table.Name}: {message}"));
            }
        }

        foreach (var twice in tables.GroupBy(table => table.Name).SelectMany(group => group.Skip(1)))
        {
            draft.Problems.Add(new Problem(file, twice.Line, $"{twice.Name}: the table is created here a second time; remove one of the two."));
        }
    }

    private static IEnumerable<(int Line, string Message)> Problems(CreateTable table)
    {
        if (!table.Closed)
        {
            yield return (table.Line, "the parenthesis around its columns is never closed; close it.");
        }

        for (var i = 0; i < table.Columns.Length; i++)
        {
            var (column, tokens) = (table.Columns[i], table.Definitions[i]);
            if (column.Type.Length == 0)
            {
                yield return (tokens[0].Line, $"column '{column.Name}' has no type; write one behind its name.");
            }

            foreach (var token in tokens.Skip(1).Where(token => token.IsOneOf("ENCODE", "DISTKEY", "SORTKEY")))
            {
                yield return (token.Line, $"column '{column.Name}' has {token.Text.ToUpperInvariant()}, which only Redshift knows; " +
                    "write DISTKEY (...) and SORTKEY (...) behind the closing parenthesis, where other warehouses drop them.");
            }

            if (tokens.Skip(1).FirstOrDefault(token => token.Is("IDENTITY")) is { End: > 0 } identity)
            {
                yield return (identity.Line, $"column '{column.Name}' is an IDENTITY, so loading again would give other keys; take a natural or hashed key.");
            }
        }

        var places = table.Columns.Zip(table.Definitions, (column, tokens) => (column.Name, tokens[0].Line));
        foreach (var twice in places.GroupBy(column => column.Name).SelectMany(group => group.Skip(1)))
        {
            yield return (twice.Line, $"column '{twice.Name}' stands here a second time; remove one of the two.");
        }
    }
}
