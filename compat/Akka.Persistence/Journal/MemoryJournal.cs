using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Persistence.Journal;

/// <summary>Keeps events as long as it lives itself.</summary>
public class MemoryJournal : AsyncWriteJournal
{
    private readonly ConcurrentDictionary<string, LinkedList<IPersistentRepresentation>> _messages = new();

    // The end of a sequence outlives the deletion of its events.
    private readonly ConcurrentDictionary<string, long> _highest = new();

    protected virtual ConcurrentDictionary<string, LinkedList<IPersistentRepresentation>> Messages => _messages;

    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr, CancellationToken cancellationToken) => Task.FromResult(HighestSequenceNr(persistenceId));

    public override Task ReplayMessagesAsync(IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max, Action<IPersistentRepresentation> recoveryCallback)
    {
        foreach (var e in Read(persistenceId, fromSequenceNr, Math.Min(toSequenceNr, HighestSequenceNr(persistenceId)), max))
            recoveryCallback(e);
        return Task.CompletedTask;
    }

    public long HighestSequenceNr(string pid) => Math.Max(_highest.GetValueOrDefault(pid), Last(pid)?.SequenceNr ?? 0);

    public IEnumerable<IPersistentRepresentation> Read(string pid, long fromSeqNr, long toSeqNr, long max)
    {
        if (!Messages.TryGetValue(pid, out var events))
            return [];
        lock (events)
            return events.Where(e => e.SequenceNr >= fromSeqNr && e.SequenceNr <= toSeqNr).Take(max > int.MaxValue ? int.MaxValue : (int)max).ToList();
    }

    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        foreach (var written in messages.SelectMany(m => m.Events))
        {
            var e = written.WithTimestamp(DateTime.UtcNow.Ticks);
            var events = Messages.GetOrAdd(e.PersistenceId, _ => new LinkedList<IPersistentRepresentation>());
            lock (events)
                events.AddLast(e);
        }

        return Task.FromResult<IImmutableList<Exception>>(null);
    }

    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken)
    {
        if (!Messages.TryGetValue(persistenceId, out var events))
            return Task.CompletedTask;
        _highest[persistenceId] = HighestSequenceNr(persistenceId);
        lock (events)
        {
            while (events.First is { } first && first.Value.SequenceNr <= toSequenceNr)
                events.RemoveFirst();
        }

        return Task.CompletedTask;
    }

    private IPersistentRepresentation Last(string pid)
    {
        if (!Messages.TryGetValue(pid, out var events))
            return null;
        lock (events)
            return events.Last?.Value;
    }
}

/// <summary>Keeps events for all systems of the process.</summary>
public class SharedMemoryJournal : MemoryJournal
{
    private static readonly ConcurrentDictionary<string, LinkedList<IPersistentRepresentation>> Shared = new();

    protected override ConcurrentDictionary<string, LinkedList<IPersistentRepresentation>> Messages => Shared;
}
