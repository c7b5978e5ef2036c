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

    /// <summary>One line: <c>{sql, status: ok, schema, data}</c> or <c>{sql, status: error, ename, evalue}</c>.</summary>
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

    /// <summary>The error with the line of the script that it is about under it.</summary>
    public static string Error(SparkError error, ScriptStatement statement, string script, string file)
    {
        var (line, column) = Place(error.Value, statement);
        var source = script.Split('\n').ElementAtOrDefault(line - 1)?.TrimEnd('\r') ?? "";
        var margin = $"{line} | ";
        var caret = column is { } c && c <= source.Length ? $"{new string(' ', margin.Length + c)}^\n" : "";
        return $"{file}:{line}: {error.Name}: {error.Value.TrimEnd()}\n{margin}{source}\n{caret}";
    }

    /// <summary>Spark counts lines from 1 and positions from 0, both within the statement; without them it is the statement's first line.</summary>
    private static (int Line, int? Column) Place(string message, ScriptStatement statement)
    {
        if (Position().Match(message) is not { Success: true } match)
        {
            return (statement.Line, null);
        }

        var line = statement.Line + int.Parse(match.Groups[1].Value) - 1;
        return (line, line == statement.Line ? null : int.Parse(match.Groups[2].Value));
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
