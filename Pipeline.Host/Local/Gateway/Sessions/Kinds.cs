using System.Collections.Frozen;

namespace Pipeline.Host.Local.Gateway.Sessions;

/// <summary>The kinds of code Livy knows, with their other names.</summary>
public static class Kinds
{
    public const string Sql = "sql";
    public const string Shared = "shared";

    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["spark"] = "spark",
        ["scala"] = "spark",
        ["pyspark"] = "pyspark",
        ["python"] = "pyspark",
        ["sparkr"] = "sparkr",
        ["r"] = "sparkr",
        [Sql] = Sql,
        [Shared] = Shared,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The kind's own name, or null if there is no such kind; case matters, as in Livy.</summary>
    public static string? Normalise(string name) => Names.GetValueOrDefault(name);
}
