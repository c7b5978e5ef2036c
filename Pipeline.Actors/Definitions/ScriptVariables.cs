using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Pipeline.Actors.Definitions;

/// <summary>The <c>${name}</c> of scripts and definitions. There is no escape, and values are not looked into again.</summary>
public static partial class ScriptVariables
{
    /// <summary>Puts the values in; a name without a value is left as it is.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> values) =>
        Variable().Replace(text, match => values.TryGetValue(match.Groups[1].Value, out var value) ? value : match.Value);

    /// <summary>The names used, each once.</summary>
    public static ImmutableSortedSet<string> Names(string text) =>
        Uses(text).Select(use => use.Name).ToImmutableSortedSet(StringComparer.Ordinal);

    /// <summary>Every use with its line, from 1.</summary>
    public static ImmutableArray<(string Name, int Line)> Uses(string text) =>
        [.. Variable().Matches(text).Select(match => (match.Groups[1].Value, 1 + text.AsSpan(0, match.Index).Count('\n')))];

    [GeneratedRegex(@"\$\{([^}\n]*)\}")]
    private static partial Regex Variable();
}
