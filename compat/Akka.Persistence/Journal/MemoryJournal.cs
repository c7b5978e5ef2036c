using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Akka.Actor;

namespace Akka.Persistence.Journal;

/// <summary>Keeps events as long as its actor system lives.</summary>
public class MemoryJournal : AsyncWriteJournal
{
    private readonly ConcurrentDictionary<string, LinkedList<IPersistentRepresentation>> _events = new();
    private readonly ConcurrentDictionary<string, long> _highest = new();

    public override Task ReplayMessagesAsync(
        IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max, Action<IPersistentRepresentation> recoveryCallback)
    {
        if (_events.TryGetValue(persistenceId, out var events))
        {
            List<IPersistentRepresentation> wanted;
            lock (events)
            {
                wanted = events.Where(e => e.SequenceNr >= fromSequenceNr && e.SequenceNr <= toSequenceNr).Take((int)Math.Min(max, int.MaxValue)).ToList();
            }

            wanted.ForEach(recoveryCallback);
        }

        return Task.CompletedTask;
    }

    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr) =>
        Task.FromResult(_highest.GetValueOrDefault(persistenceId));

    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages)
    {
        var refusals = ImmutableList.CreateBuilder<Exception>();
        foreach (var write in messages)
        {
            var events = _events.GetOrAdd(write.PersistenceId, _ => []);
            lock (events)
            {
                foreach (var persistent in (IEnumerable<IPersistentRepresentation>)write.Payload)
                {
                    events.AddLast(persistent.WithTimestamp(DateTime.UtcNow.Ticks));
                }
            }

            _highest[write.PersistenceId] = write.HighestSequenceNr;
            refusals.Add(null!);
        }

        return Task.FromResult<IImmutableList<Exception>>(refusals.ToImmutable());
    }

    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr)
    {
        if (_events.TryGetValue(persistenceId, out var events))
        {
            lock (events)
            {
                while (events.First is { } first && first.Value.SequenceNr <= toSequenceNr)
                {
                    events.RemoveFirst();
                }
            }
        }

        return Task.CompletedTask;
    }
}
