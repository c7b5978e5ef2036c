using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Akka.Actor;

namespace Akka.Persistence.Journal;

/// <summary>Replays the events of a persistent actor.</summary>
public interface IAsyncRecovery
{
    Task ReplayMessagesAsync(
        IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max, Action<IPersistentRepresentation> recoveryCallback);

    Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr);
}

/// <summary>Base of journals that write without blocking. Answers go out in the order of the requests, whatever the order of the writes.</summary>
public abstract class AsyncWriteJournal : ActorBase, IAsyncRecovery
{
    private readonly IActorRef _resequencer = Context.System.ActorOf(Props.Create(() => new Resequencer()));
    private long _next = 1;

    public abstract Task ReplayMessagesAsync(
        IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max, Action<IPersistentRepresentation> recoveryCallback);

    public abstract Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr);

    /// <summary>Writes each <see cref="AtomicWrite"/> as a whole. Fails when the store does; a write that is refused alone has its exception in the answer, the others null.</summary>
    protected abstract Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages);

    protected abstract Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr);

    /// <summary>Messages of the plugin's own.</summary>
    protected virtual bool ReceivePluginInternal(object message) => false;

    protected sealed override bool Receive(object message) => ReceiveWriteJournal(message) || ReceivePluginInternal(message);

    protected bool ReceiveWriteJournal(object message)
    {
        switch (message)
        {
            case WriteMessages write:
                var first = _next;
                _next += 1 + write.Messages.Sum(m => m.Size);
                _ = Write(write, first, Self);
                return true;
            case ReplayMessages replay:
                _ = Replay(replay, Context);
                return true;
            case DeleteMessagesTo delete:
                _ = Delete(delete, Self);
                return true;
            default:
                return false;
        }
    }

    private async Task Write(WriteMessages write, long first, IActorRef self)
    {
        var atomic = write.Messages.OfType<AtomicWrite>().ToList();
        IImmutableList<Exception>? results = null;
        Exception? failure = null;
        try
        {
            results = atomic.Count > 0 ? await WriteMessagesAsync(atomic).ConfigureAwait(false) : null;
            if (results is not null && results.Count != atomic.Count)
            {
                failure = new InvalidOperationException(
                    $"AsyncWriteMessages return invalid number or results. Expected [{atomic.Count}], but got [{results.Count}].");
            }
        }
        catch (Exception thrown)
        {
            failure = Unwrapped(thrown);
        }

        IJournalResponse whole = failure is null ? WriteMessagesSuccessful.Instance : new WriteMessagesFailed(failure, atomic.Count);
        Answer(whole, ActorRefs.NoSender);
        var nextResult = 0;
        foreach (var message in write.Messages)
        {
            if (message is AtomicWrite one)
            {
                var refusal = failure is null ? results?[nextResult++] : null;
                foreach (var persistent in (IEnumerable<IPersistentRepresentation>)one.Payload)
                {
                    IJournalResponse answer = (failure, refusal) switch
                    {
                        ({ } cause, _) => new WriteMessageFailure(persistent, cause, write.ActorInstanceId),
                        (null, { } cause) => new WriteMessageRejected(persistent, cause, write.ActorInstanceId),
                        _ => new WriteMessageSuccess(persistent, write.ActorInstanceId),
                    };
                    Answer(answer, persistent.Sender);
                }
            }
            else
            {
                Answer(new LoopMessageSuccess(message.Payload, write.ActorInstanceId), message.Sender);
            }
        }

        void Answer(IJournalResponse answer, IActorRef sender) =>
            _resequencer.Tell(new Desequenced(answer, first++, write.PersistentActor, sender), self);
    }

    private async Task Replay(ReplayMessages replay, IActorContext context)
    {
        var actor = replay.PersistentActor;
        try
        {
            var highest = await ReadHighestSequenceNrAsync(replay.PersistenceId, Math.Max(0, replay.FromSequenceNr - 1)).ConfigureAwait(false);
            var to = Math.Min(replay.ToSequenceNr, highest);
            if (to > 0 && replay.FromSequenceNr <= to)
            {
                await ReplayMessagesAsync(context, replay.PersistenceId, replay.FromSequenceNr, to, replay.Max, persistent =>
                {
                    if (!persistent.IsDeleted)
                    {
                        actor.Tell(new ReplayedMessage(persistent), ActorRefs.NoSender);
                    }
                }).ConfigureAwait(false);
            }

            actor.Tell(new RecoverySuccess(highest), ActorRefs.NoSender);
        }
        catch (Exception failure)
        {
            actor.Tell(new ReplayMessagesFailure(Unwrapped(failure)), ActorRefs.NoSender);
        }
    }

    private async Task Delete(DeleteMessagesTo delete, IActorRef self)
    {
        try
        {
            await DeleteMessagesToAsync(delete.PersistenceId, delete.ToSequenceNr).ConfigureAwait(false);
            delete.PersistentActor.Tell(new DeleteMessagesSuccess(delete.ToSequenceNr), self);
        }
        catch (Exception failure)
        {
            delete.PersistentActor.Tell(new DeleteMessagesFailure(Unwrapped(failure), delete.ToSequenceNr), self);
        }
    }

    private static Exception Unwrapped(Exception failure) =>
        failure is AggregateException several && several.Flatten().InnerExceptions is [var only] ? only : failure;

    private sealed record Desequenced(object Message, long Number, IActorRef Target, IActorRef Sender);

    /// <summary>Holds an answer back until all before it are out.</summary>
    private sealed class Resequencer : ActorBase
    {
        private readonly Dictionary<long, Desequenced> _early = [];
        private long _delivered;

        protected override bool Receive(object message)
        {
            if (message is not Desequenced answer)
            {
                return false;
            }

            _early.Add(answer.Number, answer);
            while (_early.Remove(_delivered + 1, out var next))
            {
                _delivered++;
                next.Target.Tell(next.Message, next.Sender);
            }

            return true;
        }
    }
}
