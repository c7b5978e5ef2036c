using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Persistence.Journal;

namespace Akka.Persistence.Sql.Journal;

/// <summary>The journal in a SQL database: rows as the original writes and reads them.</summary>
public class SqlWriteJournal : AsyncWriteJournal, IWithUnboundedStash
{
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, Task> _writing = [];
    private readonly Akka.Serialization.Serialization _serialization = Context.System.Serialization;
    private readonly string _writer = Guid.NewGuid().ToString("N");
    private readonly JournalSettings _settings;
    private readonly JournalStore _store;
    private readonly WriteQueue _queue;

    public SqlWriteJournal(Config journalConfig)
    {
        _settings = new JournalSettings(journalConfig.WithFallback(SqlPersistence.DefaultJournalConfiguration));
        _store = new JournalStore(_settings);
        _queue = new WriteQueue(_store, _settings);
    }

    public IStash Stash { get; set; } = null!;

    public override async Task ReplayMessagesAsync(
        IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max, Action<IPersistentRepresentation> recoveryCallback)
    {
        for (var (from, left) = (fromSequenceNr, max); left > 0 && from <= toSequenceNr;)
        {
            var limit = (int)Math.Min(_settings.ReplayBatchSize, left);
            var rows = await _store.Read(persistenceId, from, toSequenceNr, limit, _stop.Token).ConfigureAwait(false);
            foreach (var row in rows)
            {
                recoveryCallback(Representation(row));
            }

            if (rows.Count < limit)
            {
                return;
            }

            (from, left) = (rows[^1].SequenceNumber + 1, left - rows.Count);
        }
    }

    public override async Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr, CancellationToken cancellationToken)
    {
        if (_writing.TryGetValue(persistenceId, out var write))
        {
            // Whether it succeeds does not matter here, only that it has ended.
            await Task.WhenAny(write).ConfigureAwait(false);
        }

        return await _store.HighestSequenceNr(persistenceId, fromSequenceNr, _stop.Token).ConfigureAwait(false);
    }

    protected override void PreStart()
    {
        base.PreStart();
        Initialize().PipeTo(Self);
        BecomeStacked(Initializing);
    }

    protected override void PostStop()
    {
        base.PostStop();
        _stop.Cancel();
        _queue.Dispose();
    }

    protected override bool ReceivePluginInternal(object message)
    {
        if (message is not WriteEnded ended)
        {
            return false;
        }

        if (_writing.TryGetValue(ended.PersistenceId, out var latest) && latest == ended.Write)
        {
            _writing.Remove(ended.PersistenceId);
        }

        return true;
    }

    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var now = DateTime.UtcNow.Ticks;
        var writes = messages.ToList();
        var write = Write(writes, now);
        var (persistenceId, self) = (writes[0].PersistenceId, Self);
        _writing[persistenceId] = write;
        write.ContinueWith(
            ended => self.Tell(new WriteEnded(persistenceId, ended), ActorRefs.NoSender),
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return write;
    }

    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken) =>
        _store.Delete(persistenceId, toSequenceNr, _stop.Token);

    /// <summary>An atomic write that cannot be serialized is rejected by itself; the others are written.</summary>
    private async Task<IImmutableList<Exception>> Write(List<AtomicWrite> writes, long now)
    {
        var rows = new List<JournalRow>();
        var rejections = new Exception?[writes.Count];
        for (var i = 0; i < writes.Count; i++)
        {
            try
            {
                rows.AddRange(((IImmutableList<IPersistentRepresentation>)writes[i].Payload).Select(r => Row(r, now)).ToList());
            }
            catch (Exception failure)
            {
                rejections[i] = failure;
            }
        }

        if (rows.Count > 0)
        {
            await _queue.Write(rows).ConfigureAwait(false);
        }

        return ImmutableList.CreateRange(rejections)!;
    }

    private async Task<Status> Initialize()
    {
        try
        {
            if (_settings.AutoInitialize)
            {
                await _store.CreateTables(_stop.Token).ConfigureAwait(false);
            }

            return Status.Success.Instance;
        }
        catch (Exception failure)
        {
            return new Status.Failure(failure);
        }
    }

    /// <summary>Nothing is read or written before the tables are there.</summary>
    private bool Initializing(object message)
    {
        switch (message)
        {
            case Status.Success:
                UnbecomeStacked();
                Stash.UnstashAll();
                return true;
            case Status.Failure failed:
                if (_settings.WarnOnAutoInitFail)
                {
                    _log.Error(failed.Cause, "Failure during {0} initialization.", Self);
                }

                // A restart tries again.
                throw new ApplicationException("Failed to initialize SQL Journal.", failed.Cause);
            default:
                Stash.Stash();
                return true;
        }
    }

    private JournalRow Row(IPersistentRepresentation representation, long now)
    {
        var payload = representation.Payload;
        var serializer = _serialization.FindSerializerFor(payload);
        var manifest = Akka.Serialization.Serialization.ManifestFor(serializer, payload);
        return new JournalRow(
            representation.Timestamp == 0 ? now : representation.Timestamp, representation.PersistenceId, representation.SequenceNr,
            serializer.ToBinary(payload), manifest, serializer.Identifier, _writer);
    }

    private Persistent Representation(JournalRow row)
    {
        var payload = row.Identifier is { } identifier
            ? _serialization.Deserialize(row.Message, identifier, row.Manifest)
            : _serialization.FindSerializerForType(Type.GetType(row.Manifest!, true)!).FromBinary(row.Message, Type.GetType(row.Manifest!, true)!);
        return new Persistent(
            payload, row.SequenceNumber, row.PersistenceId, row.Manifest, false, ActorRefs.NoSender, row.WriterUuid, row.Created);
    }

    private sealed record WriteEnded(string PersistenceId, Task Write);
}
