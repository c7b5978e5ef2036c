using System.Collections.Immutable;
using Pipeline.Actors.Lakes;

namespace Pipeline.Host.Simulated.World.Data;

/// <summary>An object in the lake.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Content">Its checksum.</param>
internal sealed record StoredObject(long Bytes, long Rows, string Content);

/// <summary>What lies in the sinks.</summary>
internal sealed class LakeStore
{
    private readonly Dictionary<string, ImmutableSortedDictionary<string, StoredObject>> _folders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OutputManifest> _manifests = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LakePaths> _runs = new(StringComparer.Ordinal);

    public void Add(string run, LakePaths paths) => _runs[run] = paths;

    /// <summary>Null before the run's prefix was prepared.</summary>
    public LakePaths? PathsOf(string run) => _runs.GetValueOrDefault(run);

    public ImmutableSortedDictionary<string, StoredObject> List(string folder) =>
        _folders.GetValueOrDefault(folder) ?? ImmutableSortedDictionary.Create<string, StoredObject>(StringComparer.Ordinal);

    public void Empty(string folder) => _folders.Remove(folder);

    public void Write(string folder, string name, StoredObject stored) => _folders[folder] = List(folder).SetItem(name, stored);

    public StoredObject? Read(string url)
    {
        var at = url.LastIndexOf('/');
        return at < 0 ? null : List(url[..at]).GetValueOrDefault(url[(at + 1)..]);
    }

    public OutputManifest? ManifestAt(string location) => _manifests.GetValueOrDefault(location);

    public void Write(OutputManifest manifest) => _manifests[manifest.Location] = manifest;
}
