using System.Text.Json;

namespace Pipeline.Tests.Local.Gateway.Replay;

/// <summary>One of the recorded conversations with a real Livy 0.8.0.</summary>
internal sealed record Recording(string File, IReadOnlyList<RecordedExchange> Exchanges)
{
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Fixtures", "livy-recorded");

    public static Recording Load(string file)
    {
        var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(Path.Combine(Folder, file)));
        return new Recording(
            file, [.. document.RootElement.GetProperty("exchanges").EnumerateArray().Select((exchange, index) => new RecordedExchange(index, exchange))]);
    }
}

/// <summary>A request with its answer, or something that happened beside HTTP.</summary>
internal sealed record RecordedExchange(int Index, JsonElement Json)
{
    public string? Event => Json.TryGetProperty("event", out var text) ? text.GetString() : null;

    public JsonElement Request => Json.GetProperty("request");

    public string Method => Request.GetProperty("method").GetString()!;

    public string Path => Request.GetProperty("path").GetString()!;

    /// <summary>The path without its query.</summary>
    public string Resource => Path.Split('?')[0];

    public JsonElement Response => Json.GetProperty("response");

    /// <summary>The client gave up, or the server was not there.</summary>
    public bool WasAnswered => Response.TryGetProperty("status", out _);

    public int Status => Response.GetProperty("status").GetInt32();

    public string? Header(string name) =>
        Response.GetProperty("headers").TryGetProperty(name, out var value) ? value.GetString() : null;

    /// <summary>The body as JSON, as Livy wrote it unless the recorder had to cut that text; null where it is no JSON.</summary>
    public JsonElement? JsonBody
    {
        get
        {
            if (Header("Content-Type")?.StartsWith("application/json", StringComparison.Ordinal) != true)
            {
                return null;
            }

            if (Response.TryGetProperty("raw", out var raw) && raw.GetString() is { Length: > 0 } text && !text.EndsWith(" more characters)", StringComparison.Ordinal))
            {
                return JsonDocument.Parse(text).RootElement;
            }

            return Response.GetProperty("body") is { ValueKind: not JsonValueKind.Null } body && !IsEmptyText(body) ? body : null;
        }
    }

    public override string ToString() => Event ?? $"{Method} {Path}";

    // An empty body was recorded as an empty text; Livy never answers the JSON text "".
    private static bool IsEmptyText(JsonElement body) => body.ValueKind == JsonValueKind.String && body.GetString()!.Length == 0;
}
