using System.Net;
using System.Text;
using System.Text.Json;
using Pipeline.Tests.Support;

namespace Pipeline.Tests.Adapters.Livy;

/// <summary>What a real Livy answered, byte for byte, out of the recordings.</summary>
internal static class RecordedLivy
{
    /// <summary>The recorder's mark in a text that it cut.</summary>
    private const string Shortened = " more characters)";

    /// <summary>The recording's first exchange of this request, or of those with this status.</summary>
    public static Answer Answer(string recording, string request, int? status = null) =>
        Answers(recording, request).First(answer => status is null || answer.Status == status);

    /// <summary>Every exchange of this request, in order.</summary>
    public static IEnumerable<Answer> Answers(string recording, string request)
    {
        using var json = JsonDocument.Parse(Checkout.Read("Pipeline.Tests", "Fixtures", "livy-recorded", recording + ".json"));
        foreach (var exchange in json.RootElement.GetProperty("exchanges").EnumerateArray())
        {
            if (exchange.TryGetProperty("request", out var asked) && $"{asked.GetProperty("method")} {asked.GetProperty("path")}" == request
                && exchange.GetProperty("response") is var response && response.TryGetProperty("status", out var status))
            {
                yield return new Answer(status.GetInt32(), ContentType(response), Body(response));
            }
        }
    }

    /// <summary>The answer to the statement with this code, once it was over.</summary>
    public static Answer Statement(string recording, string code)
    {
        using var json = JsonDocument.Parse(Checkout.Read("Pipeline.Tests", "Fixtures", "livy-recorded", recording + ".json"));
        var response = json.RootElement.GetProperty("exchanges").EnumerateArray()
            .Where(exchange => exchange.TryGetProperty("response", out _)).Select(exchange => exchange.GetProperty("response"))
            .First(response => response.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.Object
                && body.TryGetProperty("code", out var text) && text.GetString() == code && body.GetProperty("state").GetString() == "available");
        return new Answer(200, ContentType(response), Body(response));
    }

    private static string Body(JsonElement response) =>
        response.TryGetProperty("raw", out var raw) && !raw.GetString()!.Contains(Shortened) ? raw.GetString()!
        : response.GetProperty("body") is { ValueKind: JsonValueKind.String } text && !ContentType(response).StartsWith("application/json", StringComparison.Ordinal) ? text.GetString()!
        : response.GetProperty("body") is { ValueKind: JsonValueKind.String } empty && empty.GetString() == "" ? ""
        : JsonSerializer.Serialize(response.GetProperty("body"));

    private static string ContentType(JsonElement response) =>
        response.TryGetProperty("headers", out var headers) && headers.TryGetProperty("Content-Type", out var type) ? type.GetString()! : "application/json;charset=utf-8";
}

/// <summary>One HTTP answer.</summary>
internal sealed record Answer(int Status, string ContentType, string Body)
{
    public static Answer Json(int status, string body) => new(status, "application/json;charset=utf-8", body);

    public HttpResponseMessage ToMessage()
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body));
        content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        return new HttpResponseMessage((HttpStatusCode)Status) { Content = content };
    }
}
