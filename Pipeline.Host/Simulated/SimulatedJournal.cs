using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journal;
using Akka.Serialization;

namespace Pipeline.Host.Simulated;

/// <summary>The journal plugin of a simulation: serializes as any other does, and completes in line. Each write is a crash point before and after.</summary>
public sealed class SimulatedJournal : AsyncWriteJournal
{
    private readonly ServiceIncarnation _service = Incarnations.Of(Context.System.Settings.Config);
    private readonly Serialization _serialization = Context.System.Serialization;

    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr, CancellationToken cancellationToken) =>
        Task.FromResult(_service.Events.Of(persistenceId) is [.., var last] ? last.SequenceNr : 0);

    public override Task ReplayMessagesAsync(
        IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max, Action<IPersistentRepresentation> recoveryCallback)
    {
        long left = max;
        foreach (var row in _service.Events.Of(persistenceId))
        {
            if (row.SequenceNr >= fromSequenceNr && row.SequenceNr <= toSequenceNr && left-- > 0)
            {
                var payload = _serialization.Deserialize(row.Bytes.ToArray(), row.SerializerId, row.Manifest);
                recoveryCallback(new Persistent(
                    payload, row.SequenceNr, persistenceId, row.Manifest, false, ActorRefs.NoSender, row.WriterGuid, row.Timestamp));
            }
        }

        return Task.CompletedTask;
    }

    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var rows = messages.SelectMany(m => (IImmutableList<IPersistentRepresentation>)m.Payload).Select(Row).ToArray();
        var what = $"journal {string.Join(", ", rows.Select(r => r.Manifest))}";
        if (!_service.Points.Pass(_service, CrashSide.Before, what))
        {
            return Never<IImmutableList<Exception>>.Task;
        }

        foreach (var row in rows)
        {
            _service.Events.Add(row);
        }

        return _service.Points.Pass(_service, CrashSide.After, what)
            ? Task.FromResult<IImmutableList<Exception>>(null!)
            : Never<IImmutableList<Exception>>.Task;
    }

    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Events are for ever.");

    private SimulatedEvent Row(IPersistentRepresentation written)
    {
        var serializer = _serialization.FindSerializerFor(written.Payload);
        var manifest = serializer is SerializerWithStringManifest named ? named.Manifest(written.Payload) : "";
        return new SimulatedEvent(
            written.PersistenceId, written.SequenceNr, serializer.Identifier, manifest, serializer.ToBinary(written.Payload), written.WriterGuid,
            _service.Clock.GetUtcNow().Ticks);
    }
}
