using Akka.Actor;
using Akka.Persistence.Journal;

namespace Akka.Persistence.Snapshot;

/// <summary>Base of snapshot stores. Heirs say how; this answers the persistent actors.</summary>
public abstract class SnapshotStore : ActorBase
{
    private readonly Breaker _breaker;

    protected SnapshotStore() =>
        _breaker = new Breaker(Context.System.Scheduler, Persistence.Instance.Apply(Context.System).SnapshotConfigFor(Self));

    /// <summary>The newest snapshot that fits, or null.</summary>
    protected abstract Task<SelectedSnapshot> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria);

    protected abstract Task SaveAsync(SnapshotMetadata metadata, object snapshot);

    protected abstract Task DeleteAsync(SnapshotMetadata metadata);

    protected abstract Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria);

    /// <summary>For messages of the plugin's own.</summary>
    protected virtual bool ReceivePluginInternal(object message) => false;

    protected sealed override bool Receive(object message)
    {
        switch (message)
        {
            case LoadSnapshot load when load.Criteria.Equals(SnapshotSelectionCriteria.None):
                Sender.Tell(new LoadSnapshotResult(null, load.ToSequenceNr), Self);
                return true;
            case LoadSnapshot load:
                _ = Reply(
                    async () => new LoadSnapshotResult(await LoadAsync(load.PersistenceId, load.Criteria.Limit(load.ToSequenceNr)).ConfigureAwait(false), load.ToSequenceNr),
                    e => new LoadSnapshotFailed(e));
                return true;
            case SaveSnapshot save:
                _ = Reply(
                    async () =>
                    {
                        await SaveAsync(save.Metadata, save.Snapshot).ConfigureAwait(false);
                        return new SaveSnapshotSuccess(save.Metadata);
                    },
                    e => new SaveSnapshotFailure(save.Metadata, e));
                return true;
            case DeleteSnapshot delete:
                _ = Reply(
                    async () =>
                    {
                        await DeleteAsync(delete.Metadata).ConfigureAwait(false);
                        return new DeleteSnapshotSuccess(delete.Metadata);
                    },
                    e => new DeleteSnapshotFailure(delete.Metadata, e));
                return true;
            case DeleteSnapshots delete:
                _ = Reply(
                    async () =>
                    {
                        await DeleteAsync(delete.PersistenceId, delete.Criteria).ConfigureAwait(false);
                        return new DeleteSnapshotsSuccess(delete.Criteria);
                    },
                    e => new DeleteSnapshotsFailure(delete.Criteria, e));
                return true;
            default:
                return ReceivePluginInternal(message);
        }
    }

    private Task Reply<T>(Func<Task<T>> call, Func<Exception, object> failure)
    {
        var (sender, self) = (Sender, Self);
        return _breaker.Call(_ => call()).PipeTo(sender, self, answer => answer, failure);
    }
}

/// <summary>Has no snapshots and keeps none.</summary>
public sealed class NoSnapshotStore : SnapshotStore
{
    protected override Task<SelectedSnapshot> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria) => Task.FromResult<SelectedSnapshot>(null);

    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot) => None();

    protected override Task DeleteAsync(SnapshotMetadata metadata) => None();

    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria) => None();

    private static Task None() => Task.FromException(new NoSnapshotStoreException("No snapshot store configured."));

    /// <summary>There is no snapshot store.</summary>
    public class NoSnapshotStoreException : Exception
    {
        public NoSnapshotStoreException() { }

        public NoSnapshotStoreException(string message) : base(message) { }

        public NoSnapshotStoreException(string message, Exception innerException) : base(message, innerException) { }
    }
}
