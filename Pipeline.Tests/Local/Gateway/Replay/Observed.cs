using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Pipeline.Tests.Local.Gateway.Replay;

/// <summary>What came back for a replayed request.</summary>
internal sealed record Observed(int Status, IReadOnlyDictionary<string, string> Headers, string Text)
{
    /// <summary>The headers that are compared where the recording shows them.</summary>
    public static readonly IReadOnlyList<string> Compared = ["Content-Type", "Location", "Allow", "Content-Encoding", "Cache-Control"];

    public JsonElement? Json
    {
        get
        {
            try
            {
                return Text.Length == 0 ? null : JsonDocument.Parse(Text).RootElement;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    public static async Task<Observed> From(HttpResponseMessage response)
    {
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var body = await response.Content.ReadAsStreamAsync();
        await using var plain = headers.GetValueOrDefault("Content-Encoding") switch
        {
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            "deflate" => new ZLibStream(body, CompressionMode.Decompress),
            _ => body,
        };
        return new Observed((int)response.StatusCode, headers, await new StreamReader(plain, Encoding.UTF8).ReadToEndAsync());
    }

    public IReadOnlyList<string> Differences(RecordedExchange exchange)
    {
        var differences = new List<string>();
        if (Status != exchange.Status)
        {
            differences.Add("status");
        }

        differences.AddRange(Compared.Where(name => exchange.Header(name) is { } recorded && !SameHeader(name, recorded)));
        switch (exchange.JsonBody, Json)
        {
            case ({ } recorded, { } actual):
                differences.AddRange(BodyComparison.Differences(exchange, recorded, actual));
                break;
            case (null, null) when Text == RecordedText(exchange):
                break;
            default:
                differences.Add("body");
                break;
        }

        return differences;
    }

    private static string RecordedText(RecordedExchange exchange) =>
        exchange.Response.GetProperty("body") is { ValueKind: JsonValueKind.String } body ? body.GetString()! : "";

    // An absolute address names the server it comes from.
    private bool SameHeader(string name, string recorded) => Headers.TryGetValue(name, out var actual)
        && (name == "Location" ? PathOf(recorded) == PathOf(actual) : recorded == actual);

    private static string PathOf(string location) => Uri.TryCreate(location, UriKind.Absolute, out var uri) && !uri.IsFile
        ? uri.PathAndQuery
        : location;
}
