using System.Net;

namespace Pipeline.Host.Local.Gateway.Http;

/// <summary>
/// A request's path and query, taken from the request line as it was sent: a session's name may hold an encoded slash, which the
/// server's own decoding would blur.
/// </summary>
public sealed record RequestTarget(IReadOnlyList<string> Segments, IReadOnlyDictionary<string, string> Query)
{
    public static RequestTarget Parse(string rawTarget)
    {
        var mark = rawTarget.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? rawTarget : rawTarget[..mark];
        return new RequestTarget(
            [.. path.TrimStart('/').Split('/').Select(Segment)],
            ParseQuery(mark < 0 ? "" : rawTarget[(mark + 1)..]));
    }

    /// <summary>An integer parameter as Java reads it.</summary>
    /// <exception cref="LivyException">It is no 32-bit integer.</exception>
    public int? Int(string name) => Query.TryGetValue(name, out var text) ? JavaInt.Parse(text) : null;

    private static string Segment(string text)
    {
        // What follows a semicolon is a path parameter to Livy's server, no part of the name.
        var semicolon = text.IndexOf(';', StringComparison.Ordinal);
        return Uri.UnescapeDataString(semicolon < 0 ? text : text[..semicolon]);
    }

    private static Dictionary<string, string> ParseQuery(string query)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = WebUtility.UrlDecode(equals < 0 ? pair : pair[..equals]);
            parameters.TryAdd(name, equals < 0 ? "" : WebUtility.UrlDecode(pair[(equals + 1)..]));
        }

        return parameters;
    }
}
