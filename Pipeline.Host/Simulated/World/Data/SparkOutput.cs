using System.Collections.Immutable;
using System.Globalization;
using Pipeline.Actors.Definitions;

namespace Pipeline.Host.Simulated.World.Data;

/// <summary>The files that a statement writes.</summary>
internal static class SparkOutput
{
    private const int Parts = 4;

    /// <summary>The folder of an <c>INSERT OVERWRITE DIRECTORY</c>, or of any other code that names the attempt's folder; null where it names none.</summary>
    /// <param name="code">As it was posted.</param>
    /// <param name="folder">What the script sees as <c>${sink}</c>.</param>
    public static string? FolderOf(string code, string? folder)
    {
        var tokens = new TokenCursor(SparkTokens.Read(code));
        while (!tokens.AtEnd)
        {
            if (tokens.Skip().Is("DIRECTORY") && tokens.Current.Kind == SqlTokenKind.Literal)
            {
                return tokens.Current.Text[1..^1].TrimEnd('/');
            }
        }

        return folder is not null && code.Contains(folder, StringComparison.Ordinal) ? folder : null;
    }

    /// <summary>Whole Parquet files, as a job of so many rows leaves them. Their content follows from the code and from what the session had been told before it.</summary>
    public static ImmutableSortedDictionary<string, StoredObject> Files(JobData data, IEnumerable<string> told, string code)
    {
        var content = Checksum.Of([.. told, code, $"{data.Read}/{data.Rejected}/{data.Filtered}"]);
        var parts = (int)Math.Min(Parts, data.Written);
        return Enumerable.Range(0, parts).ToImmutableSortedDictionary(
            part => string.Create(CultureInfo.InvariantCulture, $"part-{part:D5}.snappy.parquet"),
            part =>
            {
                var rows = (data.Written / parts) + (part < data.Written % parts ? 1 : 0);
                return new StoredObject(1_000 + (rows * 40), rows, Checksum.Of(content, $"{part}"));
            },
            StringComparer.Ordinal);
    }
}
