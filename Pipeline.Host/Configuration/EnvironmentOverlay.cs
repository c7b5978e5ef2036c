using System.Collections;
using System.Collections.Immutable;

namespace Pipeline.Host.Configuration;

/// <summary>Settings from the environment: <c>PIPELINE__A__B_C</c> is <c>a.b-c</c>, since HOCON here has no substitution of its own.</summary>
public static class EnvironmentOverlay
{
    public const string Prefix = "PIPELINE__";

    /// <summary>Values by the path of the setting below <c>pipeline</c>.</summary>
    public static ImmutableSortedDictionary<string, string> Read(IEnumerable<KeyValuePair<string, string?>> environment) =>
        environment
            .Where(variable => variable.Key.StartsWith(Prefix, StringComparison.Ordinal) && variable.Value is not null)
            .ToImmutableSortedDictionary(variable => Setting(variable.Key), variable => variable.Value!, StringComparer.Ordinal);

    public static ImmutableSortedDictionary<string, string> OfThisProcess() =>
        Read(Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(entry => KeyValuePair.Create((string)entry.Key, entry.Value as string)));

    /// <summary>The variable that sets this setting.</summary>
    public static string Variable(string setting) => Prefix + setting.Replace(".", "__").Replace('-', '_').ToUpperInvariant();

    private static string Setting(string variable) => variable[Prefix.Length..].Replace("__", ".").Replace('_', '-').ToLowerInvariant();
}
