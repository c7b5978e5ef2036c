using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Host.Local.Gateway.Sessions;

namespace Pipeline.Host.Local.Gateway.Engine;

/// <summary>The lines between gateway and engine: one JSON object each.</summary>
public static class EngineProtocol
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Execute(int id, string code, int rows) =>
        new JsonObject { ["id"] = id, ["execute"] = code, ["rows"] = rows }.ToJsonString(Options);

    /// <summary>The same, and the answer says what the statement became for DuckDB.</summary>
    public static string Explain(int id, string code, int rows) =>
        new JsonObject { ["id"] = id, ["execute"] = code, ["rows"] = rows, ["explain"] = true }.ToJsonString(Options);

    public static string Cancel(int id) => new JsonObject { ["cancel"] = id }.ToJsonString(Options);

    public static EngineMessage Read(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return Read(document.RootElement) ?? new EngineMessage.Garbage(line);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException)
        {
            return new EngineMessage.Garbage(line);
        }
    }

    private static EngineMessage? Read(JsonElement root)
    {
        if (root.TryGetProperty("ready", out var ready))
        {
            return ready.GetBoolean() ? new EngineMessage.Ready() : null;
        }

        if (!root.TryGetProperty("id", out var id))
        {
            return null;
        }

        if (root.TryGetProperty("progress", out var progress))
        {
            return new EngineMessage.Progress(id.GetInt32(), Math.Clamp(progress.GetDouble(), 0, 1));
        }

        if (!root.TryGetProperty("status", out var status))
        {
            return null;
        }

        return status.GetString() switch
        {
            // The raw text: through a double, 9007199254740993 would lose its last digit and 1.0 its fraction.
            "ok" when root.TryGetProperty("output", out var output) =>
                new EngineMessage.Answer(id.GetInt32(), new StatementOutput.Ok(output.GetRawText()), DuckDb(root)),
            "error" => new EngineMessage.Answer(id.GetInt32(), new StatementOutput.Error(
                Text(root, "ename", "Error"),
                Text(root, "evalue", ""),
                root.TryGetProperty("traceback", out var traceback)
                    ? [.. traceback.EnumerateArray().Select(frame => frame.GetString() ?? "")]
                    : []), DuckDb(root)),
            _ => null,
        };
    }

    private static List<string>? DuckDb(JsonElement root) =>
        root.TryGetProperty("duckdb", out var texts) ? [.. texts.EnumerateArray().Select(text => text.GetString() ?? "")] : null;

    private static string Text(JsonElement root, string name, string standard) =>
        root.TryGetProperty(name, out var value) ? value.GetString() ?? standard : standard;
}
