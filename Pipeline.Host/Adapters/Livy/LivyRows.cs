using System.Collections.Immutable;
using System.Text.Json;
using Pipeline.Actors.Sessions;

namespace Pipeline.Host.Adapters.Livy;

/// <summary>Reads the <c>data</c> of a statement's output. Numbers keep the text that Livy wrote: a double would change it.</summary>
internal static class LivyRows
{
    private const string Sql = "application/json";
    private const string Table = "application/vnd.livy.table.v1+json";

    /// <summary>A SQL answer or a <c>%table</c> as it is; anything else (printed text, <c>%json</c>) as one cell in a column named for its type.</summary>
    public static RowSet Read(JsonElement data)
    {
        if (data.TryGetProperty(Sql, out var sql) && IsObject(sql, "schema") && sql.GetProperty("schema").TryGetProperty("fields", out var fields)
            && sql.TryGetProperty("data", out var rows))
        {
            return new RowSet(Columns(fields), Rows(rows));
        }

        if (data.TryGetProperty(Table, out var table) && table.TryGetProperty("headers", out var headers) && table.TryGetProperty("data", out rows))
        {
            return new RowSet(Columns(headers), Rows(rows));
        }

        return data.ValueKind == JsonValueKind.Object && data.EnumerateObject().FirstOrDefault() is { Name: { } mime, Value: var value }
            ? new RowSet([new Column(mime, "string")], [[Cell(value)]])
            : new RowSet([], []);
    }

    /// <summary>The text of a JSON value: a string without its quotes, null for null, anything else as it was written.</summary>
    public static string? Cell(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };

    private static bool IsObject(JsonElement value, string property) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(property, out var inner) && inner.ValueKind == JsonValueKind.Object;

    private static ImmutableArray<Column> Columns(JsonElement fields) =>
        [.. fields.EnumerateArray().Select(field => new Column(Cell(field.GetProperty("name")) ?? "", Cell(field.GetProperty("type")) ?? ""))];

    private static ImmutableArray<ImmutableArray<string?>> Rows(JsonElement rows) =>
        [.. rows.EnumerateArray().Select(row => row.EnumerateArray().Select(Cell).ToImmutableArray())];
}
