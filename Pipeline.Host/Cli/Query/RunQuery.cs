using System.Collections.Immutable;
using Npgsql;
using Pipeline.Actors.Runs;
using Pipeline.Host.Cli.Reading;
using Pipeline.Host.Local.Warehouses;

namespace Pipeline.Host.Cli.Query;

/// <summary>Chooses the database that a query is about, and runs it there.</summary>
internal static class RunQuery
{
    /// <summary>The asked run's database, or that of the newest run that succeeded.</summary>
    public static async Task<KeptDatabase> Choose(
        IRunReader runs, ImmutableArray<KeptDatabase> databases, string? run, CancellationToken cancellation)
    {
        if (run is not null)
        {
            return databases.FirstOrDefault(database => database.Run == run)
                ?? throw CommandException.Usage($"There is no database of run '{run}'. {There(databases)}");
        }

        var succeeded = await runs.Runs(null, RunPhase.Succeeded.Word(), cancellation);
        return succeeded.Select(summary => databases.FirstOrDefault(database => database.Run == summary.RunId)).FirstOrDefault(found => found is not null)
            ?? throw CommandException.Usage($"There is no database of a run that succeeded. {There(databases)}");
    }

    public static async Task<QueryAnswer> Execute(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        // Texts of everything: PostgreSQL's own, whatever the type.
        await using var command = new NpgsqlCommand(sql, connection) { AllResultTypesAreUnknown = true };
        try
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var columns = Enumerable.Range(0, reader.FieldCount).Select(i => new QueryColumn(reader.GetName(i), reader.GetDataTypeName(i))).ToImmutableArray();
            var rows = ImmutableArray.CreateBuilder<ImmutableArray<string?>>();
            while (await reader.ReadAsync(cancellation))
            {
                rows.Add([.. columns.Select((_, i) => reader.IsDBNull(i) ? null : reader.GetString(i))]);
            }

            return new QueryAnswer(Distinct(columns), rows.ToImmutable());
        }
        catch (PostgresException error)
        {
            throw CommandException.Failed(Say(error, sql));
        }
    }

    /// <summary>The error with the line of the query that it is about under it.</summary>
    internal static string Say(PostgresException error, string sql)
    {
        var text = $"{error.MessageText}{(error.Hint is { } hint ? $" {hint}" : "")}";
        if (error.Position is not (> 0 and var position) || position > sql.Length)
        {
            return text;
        }

        var start = sql.LastIndexOf('\n', position - 1) + 1;
        var end = sql.IndexOf('\n', start) is >= 0 and var found ? found : sql.Length;
        return $"{text}\n  {sql[start..end]}\n  {new string(' ', position - 1 - start)}^";
    }

    private static ImmutableArray<QueryColumn> Distinct(ImmutableArray<QueryColumn> columns) =>
        columns.GroupBy(column => column.Name).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw CommandException.Usage($"{twice.Count()} columns are called '{twice.Key}': name them apart (AS).")
            : columns;

    private static string There(ImmutableArray<KeptDatabase> databases) => databases.IsEmpty
        ? "There are none: ./pipeline run arrivals makes one."
        : $"There are those of {string.Join(", ", databases.Select(database => $"{database.Run} ({database.Pipeline}, {database.StartedAt:u})"))}.";
}
