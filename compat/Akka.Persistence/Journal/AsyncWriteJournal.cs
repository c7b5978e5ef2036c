using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Pattern;

namespace Akka.Persistence.Journal;

/// <summary>Replays events and finds the end of the sequence.</summary>
public interface IAsyncRecovery
{
    Task ReplayMessagesAsync(IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max, Action<IPersistentRepresentation> recoveryCallback);

    Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr, CancellationToken cancellationToken);
}

/// <summary>Base of what all journals do with events before they write them.</summary>
public abstract class WriteJournalBase : ActorBase
{
    /// <summary>The atomic writes among the envelopes, without their senders, which are not stored.</summary>
    protected IEnumerable<AtomicWrite> PreparePersistentBatch(IEnumerable<IPersistentEnvelope> resequenceables) =>
        resequenceables.OfType<AtomicWrite>().Select(write => new AtomicWrite(write.Events.Select(e =>
            e.Update(e.SequenceNr, e.PersistenceId, e.IsDeleted, ActorRefs.NoSender, e.WriterGuid)).ToImmutableList()));
}

/// <summary>Base of journals that write asynchronously. Heirs say how; this answers the persistent actors.</summary>
public abstract class AsyncWriteJournal : WriteJournalBase, IAsyncRecovery
{
    private readonly Breaker _breaker;
    private readonly ReplayFilterMode _filterMode;
    private readonly int _filterWindow;
    private readonly int _filterOldWriters;
    private readonly ILoggingAdapter _log;

    protected AsyncWriteJournal()
    {
        var config = Persistence.Instance.Apply(Context.System).ConfigFor(Self);
        _breaker = new Breaker(Context.System.Scheduler, config);
        _log = Context.GetLogger();
        _filterMode = config.GetString("replay-filter.mode", "").ToLowerInvariant() switch
        {
            "off" => ReplayFilterMode.Disabled,
            "repair-by-discard-old" => ReplayFilterMode.RepairByDiscardOld,
            "fail" => ReplayFilterMode.Fail,
            "warn" => ReplayFilterMode.Warn,
            var mode => throw new ConfigurationException($"Invalid replay-filter.mode [{mode}], supported values [off, repair-by-discard-old, fail, warn]"),
        };
        _filterWindow = config.GetInt("replay-filter.window-size");
        _filterOldWriters = config.GetInt("replay-filter.max-old-writers");
    }

    /// <summary>Calls back for each event in order, and completes after the last.</summary>
    public abstract Task ReplayMessagesAsync(IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max, Action<IPersistentRepresentation> recoveryCallback);

    public abstract Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr, CancellationToken cancellationToken);

    /// <summary>
    /// Writes each atomic write whole or not at all. The list has an exception for each that is rejected, null for each
    /// that is written; null stands for a list of nulls. To throw says that it is unknown what was written.
    /// </summary>
    protected abstract Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken);

    protected abstract Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr, CancellationToken cancellationToken);

    /// <summary>For messages of the plugin's own.</summary>
    protected virtual bool ReceivePluginInternal(object message) => false;

    protected sealed override bool Receive(object message) => ReceiveWriteJournal(message) || ReceivePluginInternal(message);

    protected bool ReceiveWriteJournal(object message)
    {
        switch (message)
        {
            case WriteMessages write:
                _ = Write(write, Self);
                return true;
            case ReplayMessages replay:
                _ = Replay(replay, Context, Self);
                return true;
            case DeleteMessagesTo delete:
                _ = Delete(delete, Self);
                return true;
            default:
                return false;
        }
    }

    protected static Exception TryUnwrapException(Exception e) =>
        e is AggregateException aggregate && aggregate.Flatten().InnerExceptions is [var only] ? only : e;

    private async Task Write(WriteMessages request, IActorRef self)
    {
        var envelopes = request.Messages.ToList();
        var count = envelopes.Count(e => e is AtomicWrite);
        IImmutableList<Exception> results;
        try
        {
            var prepared = PreparePersistentBatch(envelopes).ToList();
            results = prepared.Count == 0 ? null : await _breaker.Call(token => WriteMessagesAsync(prepared, token)).ConfigureAwait(false);
            if (results != null && results.Count != count)
                throw new IllegalStateException($"AsyncWriteMessages return invalid number or results. Expected [{count}], but got [{results.Count}].");
        }
        catch (Exception e)
        {
            request.PersistentActor.Tell(new WriteMessagesFailed(e, count), self);
            Answer(request, envelopes, self, (written, _) => new WriteMessageFailure(written, e, request.ActorInstanceId));
            return;
        }

        request.PersistentActor.Tell(WriteMessagesSuccessful.Instance, self);
        Answer(request, envelopes, self, (written, index) => results?[index] is { } rejection
            ? new WriteMessageRejected(written, rejection, request.ActorInstanceId)
            : new WriteMessageSuccess(written, request.ActorInstanceId));
    }

    /// <summary>An answer for each event, in order, in the name of whoever sent the command behind it.</summary>
    private static void Answer(WriteMessages request, List<IPersistentEnvelope> envelopes, IActorRef self, Func<IPersistentRepresentation, int, object> answer)
    {
        var index = 0;
        foreach (var envelope in envelopes)
        {
            if (envelope is not AtomicWrite write)
            {
                request.PersistentActor.Tell(new LoopMessageSuccess(envelope.Payload, request.ActorInstanceId), envelope.Sender);
                continue;
            }

            foreach (var written in write.Events)
                request.PersistentActor.Tell(answer(written, index), written.Sender);
            index++;
        }
    }

    private async Task Replay(ReplayMessages request, IActorContext context, IActorRef self)
    {
        try
        {
            var highest = await _breaker.Call(token => ReadHighestSequenceNrAsync(request.PersistenceId, Math.Max(0, request.FromSequenceNr - 1), token)).ConfigureAwait(false);
            var to = Math.Min(request.ToSequenceNr, highest);
            if (to > 0 && request.FromSequenceNr <= to)
                await ReplayFiltered(request, to, context).ConfigureAwait(false);
            request.PersistentActor.Tell(new RecoverySuccess(highest), self);
        }
        catch (Exception e)
        {
            request.PersistentActor.Tell(new ReplayMessagesFailure(TryUnwrapException(e)), self);
        }
    }

    private async Task ReplayFiltered(ReplayMessages request, long to, IActorContext context)
    {
        void Send(IPersistentRepresentation e) => request.PersistentActor.Tell(new ReplayedMessage(e), ActorRefs.NoSender);
        var filter = _filterMode == ReplayFilterMode.Disabled ? null : new ReplayFilter(_filterMode, _filterWindow, _filterOldWriters, _log, Send);
        await ReplayMessagesAsync(context, request.PersistenceId, request.FromSequenceNr, to, request.Max, e =>
        {
            if (e.IsDeleted)
                return;
            if (filter == null)
                Send(e);
            else
                filter.Add(e);
        }).ConfigureAwait(false);
        filter?.Complete();
    }

    private async Task Delete(DeleteMessagesTo request, IActorRef self)
    {
        object answer;
        try
        {
            await _breaker.Call(token => DeleteMessagesToAsync(request.PersistenceId, request.ToSequenceNr, token)).ConfigureAwait(false);
            answer = new DeleteMessagesSuccess(request.ToSequenceNr);
        }
        catch (Exception e)
        {
            answer = new DeleteMessagesFailure(TryUnwrapException(e), request.ToSequenceNr);
        }

        request.PersistentActor.Tell(answer, self);
    }
}
