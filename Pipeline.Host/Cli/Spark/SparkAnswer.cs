using System.Text.Json;

namespace Pipeline.Host.Cli.Spark;

/// <summary>What Livy answered a statement; JSON stays as Livy wrote it, since <c>1.0E10</c> or a long of 19 digits would not survive a double.</summary>
internal abstract record SparkAnswer(string Sql)
{
    /// <summary>Livy cuts an answer at this many rows.</summary>
    public const int MostRows = 1000;

    /// <summary>The SQL for DuckDB that the statement became, one text for each time that DuckDB was asked; null where that was not asked for.</summary>
    public IReadOnlyList<string>? DuckDb { get; init; }

    /// <summary>Of a statement as Livy shows it once it is over.</summary>
    public static SparkAnswer Of(string sql, JsonElement statement)
    {
        var output = statement.GetProperty("output");
        if (output.ValueKind != JsonValueKind.Object)
        {
            return new SparkError(sql, "Cancelled", $"The statement was {statement.GetProperty("state").GetString()}.");
        }

        return output.GetProperty("status").GetString() == "ok"
            ? Rows(sql, output.GetProperty("data"))
            : new SparkError(sql, output.GetProperty("ename").GetString() ?? "", output.GetProperty("evalue").GetString() ?? "");
    }

    private static SparkRows Rows(string sql, JsonElement data) =>
        data.TryGetProperty("application/json", out var table)
            ? new SparkRows(sql, table.GetProperty("schema").Clone(), table.GetProperty("data").Clone())
            : throw CommandException.Failed($"Livy answered something else than rows: {data.GetRawText()}");
}

/// <summary>The statement gave rows, perhaps none.</summary>
internal sealed record SparkRows(string Sql, JsonElement Schema, JsonElement Data) : SparkAnswer(Sql)
{
    public bool IsCut => Data.GetArrayLength() == MostRows;
}

/// <summary>The statement failed.</summary>
internal sealed record SparkError(string Sql, string Name, string Value) : SparkAnswer(Sql);
