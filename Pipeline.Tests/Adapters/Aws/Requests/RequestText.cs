using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pipeline.Tests.Compat.Aws;

namespace Pipeline.Tests.Adapters.Aws.Requests;

/// <summary>A request as text: what matters of it, in an order of its own.</summary>
internal static partial class RequestText
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(WireRequest request) => string.Join(
        '\n',
        [
            $"{request.Method} {request.Url.GetLeftPart(UriPartial.Path)}",
            .. Query(request.Url),
            .. Headers(request),
            "",
            Body(request.Body, request.Headers.GetValueOrDefault("Content-Type") ?? ""),
            "",
        ]);

    /// <summary>The operation: of a header, of a form, or of the address.</summary>
    public static string Operation(WireRequest request) =>
        request.Headers.GetValueOrDefault("X-Amz-Target")?.Split('.')[^1]
        ?? (ActionField().Match(request.Body) is { Success: true } action ? action.Groups[1].Value : $"{request.Method} {request.Url.Query}");

    public static string Body(string body, string contentType) =>
        contentType.StartsWith("application/x-amz-json", StringComparison.Ordinal) ? Sorted(JsonNode.Parse(body))!.ToJsonString(Indented)
        : contentType.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) ? string.Join('\n', Form(body))
        : body;

    public static IEnumerable<string> Query(Uri url) => Form(url.Query.TrimStart('?')).Where(pair => pair.Length > 0).Select(pair => $"? {pair}");

    private static IEnumerable<string> Form(string body) =>
        body.Split('&').Select(pair => string.Join('=', pair.Split('=', 2).Select(part => Uri.UnescapeDataString(part.Replace('+', ' '))))).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Headers(WireRequest request)
    {
        var headers = request.Headers;
        if (headers.TryGetValue("X-Amz-Target", out var target))
        {
            yield return $"X-Amz-Target: {target}";
        }

        if (headers.TryGetValue("Content-Type", out var type))
        {
            yield return $"Content-Type: {type}";
        }

        yield return $"signed for {Scope().Match(headers["Authorization"]).Groups[1].Value}";
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject shape => new JsonObject(shape.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    [GeneratedRegex("(?:^|&)Action=([A-Za-z]+)")]
    private static partial Regex ActionField();

    [GeneratedRegex("Credential=[^/]+/[0-9]+/([^,]+)/aws4_request")]
    private static partial Regex Scope();
}
