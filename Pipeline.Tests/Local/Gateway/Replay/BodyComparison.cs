using System.Text.Json;
using System.Text.RegularExpressions;

namespace Pipeline.Tests.Local.Gateway.Replay;

/// <summary>
/// Compares a body with a recorded one. Set aside are times (only whether there is one counts), logs, stack traces, and what a passing
/// state implies where the gateway was quicker. Numbers are compared as texts: 1.0 is not 1.
/// </summary>
internal sealed partial class BodyComparison(RecordedExchange exchange)
{
    private static readonly HashSet<string> OfState = ["state", "output", "progress", "started", "completed"];

    private readonly List<string> _differences = [];

    public static IReadOnlyList<string> Differences(RecordedExchange exchange, JsonElement recorded, JsonElement actual)
    {
        var comparison = new BodyComparison(exchange);
        comparison.Compare(recorded, actual, "body");
        return comparison._differences;
    }

    private void Compare(JsonElement recorded, JsonElement actual, string path)
    {
        if (IsSetAside(recorded, actual, path))
        {
            return;
        }

        if (recorded.ValueKind != actual.ValueKind)
        {
            _differences.Add(path);
            return;
        }

        switch (recorded.ValueKind)
        {
            case JsonValueKind.Object:
                CompareObjects(recorded, actual, path);
                break;
            case JsonValueKind.Array:
                CompareArrays([.. recorded.EnumerateArray()], [.. actual.EnumerateArray()], path);
                break;
            case JsonValueKind.String:
                AddIf(!SameText(recorded.GetString()!, actual.GetString()!), path);
                break;
            default:
                AddIf(recorded.GetRawText() != actual.GetRawText(), path);
                break;
        }
    }

    private void CompareObjects(JsonElement recorded, JsonElement actual, string path)
    {
        var names = recorded.EnumerateObject().Select(p => p.Name).ToList();
        AddIf(!names.SequenceEqual(actual.EnumerateObject().Select(p => p.Name)), path + ".(keys)");
        var quicker = Lifecycle.StateOf(recorded) is { } before && Lifecycle.StateOf(actual) is { } now && Lifecycle.IsPast(before, now);
        var measured = Lifecycle.StateOf(recorded) is { } state && Lifecycle.IsPassing(state);
        foreach (var name in names.Where(name => !(quicker && OfState.Contains(name)) && !(measured && name == "progress")))
        {
            if (actual.TryGetProperty(name, out var other))
            {
                Compare(recorded.GetProperty(name), other, $"{path}.{name}");
            }
        }
    }

    private void CompareArrays(IReadOnlyList<JsonElement> recorded, IReadOnlyList<JsonElement> actual, string path)
    {
        if (recorded.Count > 0 && recorded[^1].ValueKind == JsonValueKind.String && CutList().Match(recorded[^1].GetString()!) is { Success: true } cut)
        {
            var more = int.Parse(cut.Groups["more"].Value, System.Globalization.CultureInfo.InvariantCulture);
            recorded = [.. recorded.Take(recorded.Count - 1)];
            AddIf(actual.Count != recorded.Count + more, path + ".(length)");
        }
        else
        {
            AddIf(recorded.Count != actual.Count, path + ".(length)");
        }

        for (var i = 0; i < Math.Min(recorded.Count, actual.Count); i++)
        {
            Compare(recorded[i], actual[i], $"{path}[{i}]");
        }
    }

    private bool IsSetAside(JsonElement recorded, JsonElement actual, string path)
    {
        var key = path[(path.LastIndexOf('.') + 1)..];
        return key switch
        {
            "log" or "traceback" => actual.ValueKind == JsonValueKind.Array,
            "started" or "completed" => recorded.ValueKind == actual.ValueKind && IsZero(recorded) == IsZero(actual),

            // Where a log's page begins depends on the log's length, unless the request says so.
            "from" or "total" when exchange.Resource.EndsWith("/log", StringComparison.Ordinal) =>
                key == "total" || !exchange.Path.Contains("from=", StringComparison.Ordinal) || exchange.Path.Contains("from=-", StringComparison.Ordinal),
            _ => false,
        };
    }

    private static bool IsZero(JsonElement number) => number.GetDouble() == 0;

    private static bool SameText(string recorded, string actual)
    {
        recorded = WithoutIds(recorded);
        actual = WithoutIds(actual);
        return CutText().Match(recorded) is { Success: true } cut
            ? actual.StartsWith(recorded[..cut.Index], StringComparison.Ordinal) && actual.Length > cut.Index
            : recorded == actual;
    }

    private static string WithoutIds(string text)
    {
        var trace = text.IndexOf("\n\tat ", StringComparison.Ordinal);
        return Job().Replace(trace < 0 ? text : text[..trace], "Job N cancelled");
    }

    private void AddIf(bool differs, string path)
    {
        if (differs)
        {
            _differences.Add(path);
        }
    }

    [GeneratedRegex(@"^\.\.\. \((?<more>\d+) more\)$")]
    private static partial Regex CutList();

    [GeneratedRegex(@"\.\.\. \(\d+ more characters\)$")]
    private static partial Regex CutText();

    [GeneratedRegex(@"Job \d+ cancelled")]
    private static partial Regex Job();
}
