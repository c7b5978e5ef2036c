using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

public abstract partial class Eventsourced
{
    private bool _commandsWait;

    private void StartProcessing()
    {
        FlushBatch();
        if (_pendingStashing > 0)
            LetCommandsWait();
        else
        {
            LetCommandsIn();
            _internalStash.UnstashAll();
        }
    }

    private void LetCommandsIn()
    {
        _commandsWait = false;
        _state = ProcessingCommands;
    }

    private void LetCommandsWait()
    {
        _commandsWait = true;
        _state = PersistingEvents;
    }

    private void ProcessingCommands(Receive receive, object message)
    {
        if (HandleJournal(message))
            return;
        var failed = true;
        try
        {
            base.AroundReceive(receive, message);
            failed = false;
        }
        finally
        {
            AfterCommand(failed);
        }
    }

    /// <summary>Until the last handler that commands wait for has run, commands are stashed.</summary>
    private void PersistingEvents(Receive receive, object message)
    {
        if (!HandleJournal(message))
            StashInternally(message);
    }

    private void AfterCommand(bool failed)
    {
        FlushBatch();
        if (_asyncTaskRunning)
            return;
        if (_pendingStashing > 0)
            LetCommandsWait();
        else
            UnstashInternally(all: failed);
    }

    private bool HandleJournal(object message)
    {
        switch (message)
        {
            case WriteMessageSuccess success:
                if (success.ActorInstanceId == _instanceId)
                {
                    LastSequenceNr = Math.Max(LastSequenceNr, success.Persistent.SequenceNr);
                    RunHandler(success.Persistent.Payload);
                }

                return true;
            case LoopMessageSuccess success:
                if (success.ActorInstanceId == _instanceId)
                    RunHandler(success.Message);
                return true;
            case WriteMessageRejected rejected:
                if (rejected.ActorInstanceId == _instanceId)
                {
                    LastSequenceNr = Math.Max(LastSequenceNr, rejected.Persistent.SequenceNr);
                    CompleteInvocation(failed: false);
                    OnPersistRejected(rejected.Cause, rejected.Persistent.Payload, rejected.Persistent.SequenceNr);
                }

                return true;
            case WriteMessageFailure failure:
                if (failure.ActorInstanceId == _instanceId)
                    FailPersist(failure);
                return true;
            case WriteMessagesSuccessful:
                _writing = false;
                FlushJournalBatch();
                return true;
            case WriteMessagesFailed failed:
                // With a count, the failures of each event follow, and the first stops the actor.
                if (failed.WriteCount == 0)
                    _writing = false;
                return true;
            case RecoveryTick:
                return true;
            default:
                return false;
        }
    }

    private void RunHandler(object payload)
    {
        var failed = true;
        try
        {
            try
            {
                _pendingInvocations.Peek().Handler(payload);
            }
            finally
            {
                FlushBatch();
            }

            failed = false;
        }
        finally
        {
            CompleteInvocation(failed);
        }
    }

    private void CompleteInvocation(bool failed)
    {
        var stashing = _pendingInvocations.Dequeue() is StashingHandlerInvocation;
        if (stashing)
            _pendingStashing--;
        // While commands are processed, an async handler lets the next one through; while they wait, only the last handler does.
        if (_commandsWait && _pendingStashing > 0)
            return;
        LetCommandsIn();
        UnstashInternally(all: failed);
    }

    private void FailPersist(WriteMessageFailure failure)
    {
        CompleteInvocation(failed: false);
        try
        {
            OnPersistFailure(failure.Cause, failure.Persistent.Payload, failure.Persistent.SequenceNr);
        }
        finally
        {
            Context.Stop(Self);
        }
    }

    private void FlushBatch()
    {
        _journalBatch.AddRange(_eventBatch);
        _eventBatch.Clear();
        FlushJournalBatch();
    }

    private void FlushJournalBatch()
    {
        if (_writing || _journalBatch.Count == 0)
            return;
        Journal.Tell(new WriteMessages(_journalBatch, Self, _instanceId), Self);
        _journalBatch = [];
        _writing = true;
    }

    private void StashInternally(object message)
    {
        try
        {
            _internalStash.Stash();
        }
        catch (StashOverflowException) when (InternalStashOverflowStrategy is DiscardToDeadLetterStrategy)
        {
            Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
        }
        catch (StashOverflowException) when (InternalStashOverflowStrategy is ReplyToStrategy reply)
        {
            Sender.Tell(reply.Response, Self);
        }
    }

    private void UnstashInternally(bool all)
    {
        if (all)
            _internalStash.UnstashAll();
        else
            _internalStash.Unstash();
    }

    /// <summary>
    /// The stash that the actor sees. What it unstashes goes to the head of the internal stash, from which messages are
    /// taken one by one, so that they are not overtaken.
    /// </summary>
    private sealed class UserStash(IStash stash, IStash internalStash) : IStash
    {
        public int Count => stash.Count;

        public bool IsEmpty => stash.IsEmpty;

        public bool NonEmpty => stash.NonEmpty;

        public bool IsFull => stash.IsFull;

        public int Capacity => stash.Capacity;

        public void Stash() => stash.Stash();

        public void Unstash() => stash.Unstash();

        public void UnstashAll() => internalStash.Prepend(ClearStash());

        public void UnstashAll(Func<Envelope, bool> predicate) => stash.UnstashAll(predicate);

        public IEnumerable<Envelope> ClearStash() => stash.ClearStash();

        public void Prepend(IEnumerable<Envelope> envelopes) => stash.Prepend(envelopes);
    }
}
