using System.Text.Json;

namespace Pipeline.Tests.Local.Gateway.Replay;

/// <summary>How far along its life something shown in an answer is, and how two sights of it compare.</summary>
internal static class Lifecycle
{
    private static readonly Dictionary<string, int> Ranks = new()
    {
        ["waiting"] = 0,
        ["running"] = 1,
        ["cancelling"] = 2,
        ["available"] = 3,
        ["cancelled"] = 3,
        ["starting"] = 0,
        ["busy"] = 1,
        ["idle"] = 2,
        ["shutting_down"] = 3,
        ["dead"] = 4,
    };

    public static string? StateOf(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("state", out var state) && state.ValueKind == JsonValueKind.String
            ? state.GetString()
            : null;

    /// <summary>States that pass by themselves: a quicker server need not show them.</summary>
    public static bool IsPassing(string state) => state is "waiting" or "running" or "cancelling" or "starting" or "busy" or "shutting_down";

    /// <summary>Whether what is shown has still some way to go to what was recorded.</summary>
    public static bool IsBehind(JsonElement recorded, JsonElement actual)
    {
        if (recorded.ValueKind != actual.ValueKind)
        {
            return false;
        }

        if (recorded.ValueKind == JsonValueKind.Array)
        {
            return recorded.EnumerateArray().Zip(actual.EnumerateArray()).Any(pair => IsBehind(pair.First, pair.Second));
        }

        if (recorded.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        if (StateOf(recorded) is { } wanted && StateOf(actual) is { } shown)
        {
            return Ranks[shown] < Ranks[wanted];
        }

        return recorded.EnumerateObject().Any(p => actual.TryGetProperty(p.Name, out var other) && IsBehind(p.Value, other));
    }

    /// <summary>Whether what was recorded was a passing state that the other has already left behind.</summary>
    public static bool IsPast(string recorded, string actual) => IsPassing(recorded) && Ranks[actual] > Ranks[recorded];

    /// <summary>Whether a state may follow another; work makes a session go back and forth between idle and busy.</summary>
    public static bool MayFollow(string before, string after) =>
        before == after || Ranks[after] > Ranks[before] || (before, after) == ("idle", "busy");
}
