using System.Globalization;
using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence.Snapshot;

/// <summary>Keeps each snapshot in a file of its own.</summary>
public class LocalSnapshotStore : SnapshotStore
{
    private readonly DirectoryInfo _directory;
    private readonly int _maxLoadAttempts;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly ActorSystem _system = Context.System;

    public LocalSnapshotStore()
    {
        var config = Context.System.Settings.Config.GetConfig("akka.persistence.snapshot-store.local");
        _directory = new DirectoryInfo(config.GetString("dir"));
        _maxLoadAttempts = config.GetInt("max-load-attempts");
    }

    protected override void PreStart() => _directory.Create();

    /// <summary>The newest that can be read: a crash may have left the last one incomplete.</summary>
    protected override Task<SelectedSnapshot> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria) => Task.Run(() =>
    {
        var candidates = Files(persistenceId).Where(f => criteria.IsMatch(f.Metadata)).OrderByDescending(f => f.Metadata.SequenceNr)
            .ThenByDescending(f => f.Metadata.Timestamp).Take(_maxLoadAttempts).ToList();
        foreach (var (metadata, file) in candidates)
        {
            try
            {
                return new SelectedSnapshot(metadata, SnapshotFile.Read(_system, File.ReadAllBytes(file)));
            }
            catch (Exception e) when (file != candidates[^1].Path)
            {
                _log.Error(e, "Error loading snapshot [{0}], trying an older one", metadata);
            }
        }

        return null;
    });

    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot) => Task.Run(() =>
    {
        var name = Path.Combine(
            _directory.FullName,
            string.Create(CultureInfo.InvariantCulture, $"{Prefix(metadata.PersistenceId)}{metadata.SequenceNr}-{metadata.Timestamp.Ticks}"));
        File.WriteAllBytes(name + ".tmp", SnapshotFile.Write(_system, snapshot));
        File.Move(name + ".tmp", name, overwrite: true);
    });

    protected override Task DeleteAsync(SnapshotMetadata metadata) => Task.Run(() => Delete(metadata.PersistenceId, m =>
        m.SequenceNr == metadata.SequenceNr && (metadata.Timestamp == DateTime.MinValue || m.Timestamp == metadata.Timestamp)));

    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria) => Task.Run(() => Delete(persistenceId, criteria.IsMatch));

    private static string Prefix(string persistenceId) => $"snapshot-{Uri.EscapeDataString(persistenceId)}-";

    private void Delete(string persistenceId, Func<SnapshotMetadata, bool> which)
    {
        foreach (var (metadata, file) in Files(persistenceId))
        {
            if (which(metadata))
                File.Delete(file);
        }
    }

    private List<(SnapshotMetadata Metadata, string Path)> Files(string persistenceId)
    {
        var found = new List<(SnapshotMetadata, string)>();
        var prefix = Prefix(persistenceId);
        foreach (var file in _directory.EnumerateFiles(prefix + "*"))
        {
            var numbers = file.Name[prefix.Length..].Split('-');
            if (numbers.Length == 2 && long.TryParse(numbers[0], out var sequenceNr) && long.TryParse(numbers[1], out var ticks))
                found.Add((new SnapshotMetadata(persistenceId, sequenceNr, new DateTime(ticks, DateTimeKind.Utc)), file.FullName));
        }

        return found;
    }
}
