using System.Text.Json;
using System.Text.RegularExpressions;
using Pipeline.Actors;

namespace Pipeline.Host.Adapters.Livy;

/// <summary>What a refusal means to those who asked.</summary>
internal enum LivyMeaning
{
    /// <summary>Nothing that a caller treats in a way of its own.</summary>
    Refused,

    /// <summary>There is no session of this name (any more).</summary>
    NoSession,

    /// <summary>The session was asked for under a name that another holds.</summary>
    NameInUse,

    /// <summary>The session is there but takes no statements: it starts, or it has ended. Nothing was submitted.</summary>
    NotActive,
}

/// <summary>A refusal of Livy or of what stands before it.</summary>
/// <param name="Meaning">For the caller's next step.</param>
/// <param name="Kind">Whether the same call may succeed later.</param>
/// <param name="Says">Livy's words in one line.</param>
internal sealed record LivyRefusal(LivyMeaning Meaning, FailureKind Kind, string Says);

/// <summary>Reads every refusal: Livy answers errors as an object, a bare JSON string, an empty body or a page, and overload as 400.</summary>
internal static partial class LivyErrors
{
    private const int Longest = 300;

    public static LivyRefusal Read(int status, string body)
    {
        var says = Words(body);
        return (status, says) switch
        {
            (404, { } words) when words.StartsWith("Session ", StringComparison.Ordinal) && IsLivys(body) =>
                new(LivyMeaning.NoSession, FailureKind.Transient, words),
            (404, "Statement not found") => new(LivyMeaning.Refused, FailureKind.Transient, "it does not hold this statement any more"),
            (404, _) => new(LivyMeaning.Refused, FailureKind.Transient, $"what answered is no Livy, or a proxy before it{Quote(says)}"),
            (400, { } words) when words.Contains("Duplicate session name", StringComparison.Ordinal) =>
                new(LivyMeaning.NameInUse, FailureKind.Transient, words),
            (400, { } words) when words.Contains("Session isn't active", StringComparison.Ordinal) =>
                new(LivyMeaning.NotActive, FailureKind.Transient, words),
            (400, { } words) when words.Contains("too many sessions", StringComparison.Ordinal) =>
                new(LivyMeaning.Refused, FailureKind.Transient, words),
            (>= 500, { } words) when words.Contains("Session is in state", StringComparison.Ordinal) =>
                new(LivyMeaning.NotActive, FailureKind.Transient, words),
            (401, _) => new(LivyMeaning.Refused, FailureKind.Transient, $"it does not take the credentials{Quote(says)}"),
            (403, _) => new(LivyMeaning.Refused, FailureKind.Permanent, $"this user may not do that{Quote(says)}"),
            (408 or 425 or 429, _) => new(LivyMeaning.Refused, FailureKind.Transient, says ?? "it is overloaded"),
            (>= 400 and < 500, _) => new(LivyMeaning.Refused, FailureKind.Permanent, says ?? "no reason given"),
            _ => new(LivyMeaning.Refused, FailureKind.Transient, says ?? "no reason given"),
        };
    }

    private static string Quote(string? says) => says is null ? "" : $": {says}";

    /// <summary>Livy's own words are JSON; a proxy's page may begin with the same word.</summary>
    private static bool IsLivys(string body) => body.AsSpan().TrimStart() is ['{' or '"', ..];

    private static string? Words(string body)
    {
        var text = body.Trim();
        var words = text.Length == 0 ? null
            : text[0] is '{' or '"' ? Json(text) ?? text
            : Title().Match(text) is { Success: true } title ? title.Groups[1].Value
            : text;
        return words is null ? null : OneLine(words);
    }

    private static string? Json(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.String ? json.RootElement.GetString()
                : json.RootElement.TryGetProperty("msg", out var msg) ? msg.ToString()
                : json.RootElement.TryGetProperty("message", out var message) ? message.ToString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The rest of a driver's exception is its stack.</summary>
    private static string? OneLine(string words)
    {
        var line = words.Split('\n', 2)[0].Trim();
        return line.Length == 0 ? null : line.Length <= Longest ? line : line[..Longest] + "...";
    }

    [GeneratedRegex("<title>\\s*(.*?)\\s*</title>", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Title();
}
