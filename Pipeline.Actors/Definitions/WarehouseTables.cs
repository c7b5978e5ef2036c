using System.Collections.Immutable;
using Pipeline.Actors.Warehouses;

namespace Pipeline.Actors.Definitions;

/// <summary>What a schema script declares.</summary>
public static class WarehouseTables
{
    /// <summary>The columns of each table in order, by the table's name without its schema; types as written, without constraints.</summary>
    public static ImmutableSortedDictionary<string, ImmutableArray<TableColumn>> Read(string schemaSql)
    {
        var tables = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<TableColumn>>(StringComparer.Ordinal);
        foreach (var table in CreateTable.Find(schemaSql))
        {
            // Of two with IF NOT EXISTS, the first is the one that is made.
            tables.TryAdd(table.Name, table.Columns);
        }

        return tables.ToImmutable();
    }
}
