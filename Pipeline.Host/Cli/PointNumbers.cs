using System.Globalization;

namespace Pipeline.Host.Cli;

/// <summary>Reads <c>--points</c>: <c>all</c>, or numbers and ranges with commas between them.</summary>
internal static class PointNumbers
{
    private const int Most = 100_000;

    /// <returns>Null for all.</returns>
    public static IReadOnlyList<int>? Read(string text) => text == "all" ? null : [.. text.Split(',').SelectMany(part => Range(part, text))];

    private static IEnumerable<int> Range(string part, string text)
    {
        var ends = part.Split('-', 2);
        var (from, to) = (Number(ends[0], text), Number(ends[^1], text));
        return from <= to ? Enumerable.Range(from, to - from + 1) : throw Wrong(text);
    }

    private static int Number(string part, string text) =>
        int.TryParse(part, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= Most
            ? number
            : throw Wrong(text);

    private static CommandException Wrong(string text) =>
        CommandException.Usage($"--points is '{text}'; it has to be all, or numbers of points from 1 such as 137 or 12,40-60.");
}
