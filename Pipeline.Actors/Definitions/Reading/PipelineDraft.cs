using System.Collections.Immutable;

namespace Pipeline.Actors.Definitions.Reading;

/// <summary>A definition as it was read, before the rules have looked at it.</summary>
/// <param name="Definition">What is missing in the file is empty here, and reported already.</param>
/// <param name="CheckScripts">The file of each check whose query is not inline.</param>
/// <param name="Files">The texts.</param>
/// <param name="Environment">Where it is to run.</param>
/// <param name="Problems">Takes what the rules find.</param>
internal sealed record PipelineDraft(
    PipelineDefinition Definition,
    ImmutableSortedDictionary<string, string> CheckScripts,
    PipelineFiles Files,
    TargetEnvironment Environment,
    ProblemList Problems)
{
    /// <summary>Every piece of SQL for the warehouse that could be found.</summary>
    public IEnumerable<WarehouseSource> WarehouseSql()
    {
        if (Script("warehouse/schema", Definition.Warehouse.Schema) is { } schema)
        {
            yield return schema;
        }

        foreach (var table in Definition.Star)
        {
            if (Script($"star/{table.Table}/script", table.Script) is { } script)
            {
                yield return script with { Table = table.Table };
            }

            if (table.Expect is { } expect)
            {
                yield return new WarehouseSource($"star/{table.Table}/expect", null, expect) { Table = table.Table };
            }
        }

        foreach (var check in Definition.Checks)
        {
            if (CheckScripts.TryGetValue(check.Name, out var file))
            {
                if (Script($"checks/{check.Name}/script", file) is { } script)
                {
                    yield return script with { Check = check.Name };
                }
            }
            else
            {
                yield return new WarehouseSource($"checks/{check.Name}/query", null, check.Query) { Check = check.Name };
            }
        }
    }

    private WarehouseSource? Script(string path, string file) =>
        Files.Sql.TryGetValue(file, out var text) ? new WarehouseSource(path, Files.SqlFile(file), text) : null;
}
