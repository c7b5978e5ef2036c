using System.Collections.Immutable;
using System.Globalization;
using Pipeline.Actors.Lakes;

namespace Pipeline.Actors.Runs;

/// <summary>Whether a manifest that was read names a whole output of this run.</summary>
public static class CommittedOutput
{
    /// <summary>The attempt whose folder all the manifest's objects lie in; null when they do not lie in one attempt's.</summary>
    /// <param name="folder">The job's own, with a folder for each attempt.</param>
    public static int? AttemptOf(OutputManifest manifest, string folder)
    {
        var attempts = manifest.Objects.Select(part => AttemptOf(part.Url, folder)).Distinct().ToArray();
        return attempts is [{ } only] ? only : null;
    }

    /// <summary>The first object that is not there as the manifest has it, in words; null when all are.</summary>
    public static string? Lack(OutputManifest manifest, ImmutableArray<LakeObject> found)
    {
        var there = found.ToDictionary(part => part.Url, part => part.Bytes, StringComparer.Ordinal);
        foreach (var part in manifest.Objects)
        {
            if (!there.TryGetValue(part.Url, out var bytes))
            {
                return $"{part.Url} is gone";
            }

            if (bytes != part.Bytes)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{part.Url} has {bytes} bytes instead of {part.Bytes}");
            }
        }

        return null;
    }

    public static bool Same(OutputManifest one, OutputManifest other) =>
        one.Rows == other.Rows && one.Objects.SequenceEqual(other.Objects) && one.Columns.SequenceEqual(other.Columns);

    private static int? AttemptOf(string url, string folder)
    {
        if (!url.StartsWith(folder, StringComparison.Ordinal) || url.Length <= folder.Length || url[folder.Length] is not ('/' or '\\'))
        {
            return null;
        }

        var rest = url[(folder.Length + 1)..].Split('/', '\\');
        return rest.Length == 2 && int.TryParse(rest[0], NumberStyles.None, CultureInfo.InvariantCulture, out var attempt) ? attempt : null;
    }
}
