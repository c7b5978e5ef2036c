using System.Collections.Immutable;
using System.Text;
using Pipeline.Actors;
using Pipeline.Actors.Lakes;

namespace Pipeline.Host.Adapters.Lake;

/// <summary>What an attempt left in its folder.</summary>
internal static class ParquetFolder
{
    private static readonly byte[] Magic = Encoding.ASCII.GetBytes("PAR1");

    /// <summary>The magic at both ends and the footer's length.</summary>
    private const int Smallest = 12;

    /// <summary>Its data files in order of name; refuses a folder without any, or with what no load could read.</summary>
    public static ImmutableArray<LakeObject> List(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw PortFailureException.Permanent($"The job wrote nothing: there is no folder {folder}. Its script has to INSERT OVERWRITE DIRECTORY '${{sink}}'.");
        }

        // As Spark has it: what begins with '_' or '.' is no data.
        var data = new DirectoryInfo(folder).EnumerateFileSystemInfos()
            .Where(entry => entry.Name[0] is not ('_' or '.'))
            .OrderBy(entry => entry.Name, StringComparer.Ordinal).ToList();
        if (data.Count == 0)
        {
            throw PortFailureException.Permanent($"The job wrote nothing: the folder {folder} holds no data file.");
        }

        return [.. data.Select(Object)];
    }

    private static LakeObject Object(FileSystemInfo entry) =>
        entry is FileInfo file && file.Extension == ".parquet" && IsWhole(file)
            ? new LakeObject(file.FullName, file.Length)
            : throw PortFailureException.Permanent(
                $"The job's output holds {entry.FullName}, which is no whole Parquet file: write with USING parquet, without partitions, into a folder of its own.");

    private static bool IsWhole(FileInfo file)
    {
        if (file.Length < Smallest)
        {
            return false;
        }

        using var stream = file.OpenRead();
        Span<byte> bytes = stackalloc byte[Magic.Length];
        stream.ReadExactly(bytes);
        var begins = bytes.SequenceEqual(Magic);
        stream.Seek(-Magic.Length, SeekOrigin.End);
        stream.ReadExactly(bytes);
        return begins && bytes.SequenceEqual(Magic);
    }
}
