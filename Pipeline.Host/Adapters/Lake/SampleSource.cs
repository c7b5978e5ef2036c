using System.Globalization;
using System.Text.RegularExpressions;
using Pipeline.Actors;

namespace Pipeline.Host.Adapters.Lake;

/// <summary>A source that is generated: <c>sample://arrivals?rows=N&amp;seed=S</c>.</summary>
public sealed partial record SampleSource(int Rows, int Seed)
{
    private const string Scheme = "sample://";
    private const string Form = "sample://arrivals?rows=N&seed=S";

    /// <summary>The folder's name: the same rows and seed give the same files.</summary>
    public string Folder => string.Create(CultureInfo.InvariantCulture, $"arrivals-{Rows}-{Seed}");

    /// <summary>Null for a source of another kind.</summary>
    public static SampleSource? Parse(string source)
    {
        if (!source.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return null;
        }

        var match = Pattern().Match(source);
        return match.Success && Number(match.Groups["rows"], 5000) is > 0 and var rows && Number(match.Groups["seed"], 1) is { } seed
            ? new SampleSource(rows, seed)
            : throw PortFailureException.Permanent($"The source '{source}' is no sample: write {Form}, with N from 1 on and S from 0 on, both below 2,147,483,648.");
    }

    private static int? Number(Group group, int otherwise) =>
        !group.Success ? otherwise
        : int.TryParse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : null;

    [GeneratedRegex(@"^sample://arrivals(?:\?(?:rows=(?<rows>[0-9]+)(?:&seed=(?<seed>[0-9]+))?|seed=(?<seed>[0-9]+)(?:&rows=(?<rows>[0-9]+))?))?$")]
    private static partial Regex Pattern();
}
