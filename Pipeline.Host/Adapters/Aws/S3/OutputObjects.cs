using System.Collections.Immutable;
using Pipeline.Actors;
using Pipeline.Actors.Lakes;

namespace Pipeline.Host.Adapters.Aws.S3;

/// <summary>An object as a list shows it.</summary>
public sealed record S3Entry(string Key, long Bytes);

/// <summary>What an attempt left in its folder.</summary>
internal static class OutputObjects
{
    /// <summary>The magic at both ends and the footer's length.</summary>
    private const int Smallest = 12;

    /// <summary>Its data files in order of name; refuses a folder without any, or with what no load could read.</summary>
    public static ImmutableArray<LakeObject> Of(S3Location folder, IEnumerable<S3Entry> entries)
    {
        // As Spark has it: what begins with '_' or '.' is no data; nor are the markers that EMR leaves for folders.
        var data = entries
            .Select(entry => (Name: entry.Key[(folder.Key.Length + 1)..], entry.Bytes))
            .Where(entry => entry.Name.Length > 0 && entry.Name[0] is not ('_' or '.') && !entry.Name.EndsWith("_$folder$", StringComparison.Ordinal))
            .OrderBy(entry => entry.Name, StringComparer.Ordinal).ToList();
        return data.Count > 0
            ? [.. data.Select(entry => Object(folder, entry.Name, entry.Bytes))]
            : throw PortFailureException.Permanent($"The job wrote nothing: {folder} holds no data file. Its script has to INSERT OVERWRITE DIRECTORY '${{sink}}'.");
    }

    private static LakeObject Object(S3Location folder, string name, long bytes) =>
        name.EndsWith(".parquet", StringComparison.Ordinal) && !name.Contains('/') && bytes >= Smallest
            ? new LakeObject(folder.Below(name).ToString(), bytes)
            : throw PortFailureException.Permanent(
                $"The job's output holds {folder.Below(name)}, which is no whole Parquet file: write with USING parquet, without partitions, into a folder of its own.");
}
