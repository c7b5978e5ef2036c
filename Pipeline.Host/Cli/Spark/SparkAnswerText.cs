using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pipeline.Actors.Definitions;
using Pipeline.Host.Cli.Rendering;

namespace Pipeline.Host.Cli.Spark;

/// <summary>Answers for people and for programs.</summary>
internal static partial class SparkAnswerText
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// One line: <c>{sql, status: ok, schema, data}</c> or <c>{sql, status: error, ename, evalue}</c>, with <c>duckdb: [...]</c> where that was
    /// asked for.
    /// </summary>
    public static string JsonLine(SparkAnswer answer)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Compact))
        {
            json.WriteStartObject();
            json.WriteString("sql", answer.Sql);
            switch (answer)
            {
                case SparkRows rows:
                    json.WriteString("status", "ok");
                    WriteRaw(json, "schema", rows.Schema);
                    WriteRaw(json, "data", rows.Data);
                    break;
                case SparkError error:
                    json.WriteString("status", "error");
                    json.WriteString("ename", error.Name);
                    json.WriteString("evalue", error.Value);
                    break;
            }

            if (answer.DuckDb is { } texts)
            {
                json.WriteStartArray("duckdb");
                texts.ToList().ForEach(json.WriteStringValue);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static string Table(SparkRows rows)
    {
        var columns = rows.Schema.GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("name").GetString() ?? "").ToArray();
        if (columns.Length == 0)
        {
            return "ok\n";
        }

        var table = new TextTable(columns).Rows(rows.Data.EnumerateArray(), row => [.. row.EnumerateArray().Select(Cell)]);
        return $"{table}({Words.Plural(rows.Data.GetArrayLength(), "row")})\n";
    }

    /// <summary>What a statement became for DuckDB, as a script of comments and statements.</summary>
    public static string DuckDb(IReadOnlyList<string> texts, ScriptStatement statement, string file)
    {
        var place = $"-- {file}:{FirstLine(statement)}";
        return texts.Count == 0 ? $"{place} asks nothing of DuckDB\n" : $"{place} became\n{string.Concat(texts.Select(Ended))}";
    }

    private static string Ended(string sql) => sql.StartsWith("--", StringComparison.Ordinal) && !sql.Contains('\n') ? $"{sql}\n" : $"{sql};\n";

    /// <summary>The error with the line of the script that it is about under it.</summary>
    public static string Error(SparkError error, ScriptStatement statement, string script, string file)
    {
        var (line, column) = Place(error.Value, statement);
        var source = script.Split('\n').ElementAtOrDefault(line - 1)?.TrimEnd('\r') ?? "";
        var margin = $"{line} | ";
        var start = line == statement.Line ? Start(statement, source) : 0;
        var caret = start + column is { } c && c <= source.Length ? $"{new string(' ', margin.Length)}{Blanks(source[..c])}^\n" : "";
        return $"{file}:{line}: {error.Name}: {error.Value.TrimEnd()}\n{margin}{source}\n{caret}";
    }

    /// <summary>Where a statement begins in its line, which may have another one before it.</summary>
    private static int Start(ScriptStatement statement, string source) =>
        Math.Max(0, source.LastIndexOf(statement.Text.Split('\n')[0].TrimEnd('\r'), StringComparison.Ordinal));

    // As wide as the text on a terminal, whatever it makes of a tab.
    private static string Blanks(string text) => string.Concat(text.Select(c => c == '\t' ? c : ' '));

    /// <summary>The first line that is more than a comment.</summary>
    private static int FirstLine(ScriptStatement statement)
    {
        var before = statement.Text.Split('\n').TakeWhile(line => line.Trim() is "" || line.TrimStart().StartsWith("--", StringComparison.Ordinal)).Count();
        return statement.Line + before;
    }

    /// <summary>Spark counts lines from 1 and positions from 0, both within the statement; without them it is the statement's first line.</summary>
    private static (int Line, int? Column) Place(string message, ScriptStatement statement)
    {
        if (Position().Match(message) is not { Success: true } match)
        {
            return (FirstLine(statement), null);
        }

        var line = statement.Line + int.Parse(match.Groups[1].Value) - 1;
        return (line, int.Parse(match.Groups[2].Value));
    }

    private static string? Cell(JsonElement cell) => cell.ValueKind switch
    {
        JsonValueKind.Null => "NULL",
        JsonValueKind.String => cell.GetString(),
        _ => cell.GetRawText(),
    };

    private static void WriteRaw(Utf8JsonWriter json, string name, JsonElement value)
    {
        // Line ends can only stand between tokens here, and an answer has to stay one line.
        json.WritePropertyName(name);
        json.WriteRawValue(value.GetRawText().ReplaceLineEndings(" "));
    }

    [GeneratedRegex(@"line (\d{1,9}),? pos (\d{1,9})")]
    private static partial Regex Position();
}
