using System.Collections.Immutable;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Warehouses;

namespace Pipeline.Actors.Definitions;

/// <summary>Compares a staging table with the output it is to hold, before anything is loaded.</summary>
/// <remarks>Parquet is copied by position, so a wrong order would load wrong data in silence.</remarks>
public static class StagingColumns
{
    /// <summary>Every difference in names, order and types; empty when the output fits.</summary>
    public static ImmutableArray<string> Check(string table, ImmutableArray<TableColumn> declared, ImmutableArray<OutputColumn> described)
    {
        var names = Names(table, declared, described);
        return [.. names, .. names.IsEmpty ? Order(table, declared, described) : [], .. Types(table, declared, described)];
    }

    private static ImmutableArray<string> Names(string table, ImmutableArray<TableColumn> declared, ImmutableArray<OutputColumn> described)
    {
        var missing = declared
            .Where(column => !described.Any(output => Same(column, output)))
            .Select(column => $"{table}.{column.Name}: the job's output has no such column{NearestName.Hint(column.Name, described.Select(output => output.Name))}; " +
                "add it to what the job writes, or drop it from the table.");
        var unknown = described
            .Where(output => !declared.Any(column => Same(column, output)))
            .Select(output => $"{table}: the job's output has a column '{output.Name}' that the table has not" +
                $"{NearestName.Hint(output.Name, declared.Select(column => column.Name))}; add it to the table, or leave it out of what the job writes.");
        var repeated = described
            .GroupBy(output => output.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1)
            .Select(group => $"{table}: the job's output has {group.Count()} columns '{group.Key}'; give each a name of its own.");
        return [.. missing, .. unknown, .. repeated];
    }

    private static IEnumerable<string> Order(string table, ImmutableArray<TableColumn> declared, ImmutableArray<OutputColumn> described)
    {
        var at = declared.Zip(described).ToList().FindIndex(pair => !Same(pair.First, pair.Second));
        return at < 0
            ? []
            : [$"{table}: column {at + 1} is '{declared[at].Name}', but the job's output has '{described[at].Name}' there; write the columns in the table's order: " +
                $"{string.Join(", ", declared.Select(column => column.Name))}."];
    }

    private static IEnumerable<string> Types(string table, ImmutableArray<TableColumn> declared, ImmutableArray<OutputColumn> described)
    {
        foreach (var output in described)
        {
            if (StagingType.For(output.Type) is not { } fits)
            {
                yield return $"{table}: the output's column '{output.Name}' is {output.Type.ToUpperInvariant()}, which cannot be staged; " +
                    $"cast it to {StagingType.Supported} in the job.";
            }
            else if (declared.FirstOrDefault(column => Same(column, output)) is { } column && !fits.Accepts(column.Type))
            {
                yield return $"{table}.{column.Name}: the table has {column.Type}, but the job's output is {output.Type.ToUpperInvariant()}; " +
                    $"declare it as {fits.Name}, or cast it in the job.";
            }
        }
    }

    // Neither Spark nor the warehouse tells unquoted names apart by case.
    private static bool Same(TableColumn column, OutputColumn output) => string.Equals(column.Name, output.Name, StringComparison.OrdinalIgnoreCase);
}
