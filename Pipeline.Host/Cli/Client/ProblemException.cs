using System.Net;
using System.Text.Json;

namespace Pipeline.Host.Cli.Client;

/// <summary>The service refused a request; the message is what its problem details say.</summary>
internal sealed class ProblemException(HttpStatusCode status, string message) : Exception(message)
{
    public HttpStatusCode Status { get; } = status;

    /// <summary>True when the same request may succeed a little later.</summary>
    public bool IsPassing => Status is HttpStatusCode.ServiceUnavailable;

    /// <summary>True when it is the service that cannot answer, not the request that is wrong.</summary>
    public bool IsServices => (int)Status >= 500;

    public static ProblemException Of(HttpStatusCode status, string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return new ProblemException(status, Text(document.RootElement) ?? $"The service answered {(int)status}.");
        }
        catch (JsonException)
        {
            return new ProblemException(status, $"The service answered {(int)status}: {body}");
        }
    }

    private static string? Text(JsonElement problem) =>
        problem.ValueKind != JsonValueKind.Object ? null
        : problem.TryGetProperty("detail", out var detail) && detail.GetString() is { Length: > 0 } text ? text
        : problem.TryGetProperty("title", out var title) ? title.GetString()
        : null;
}
