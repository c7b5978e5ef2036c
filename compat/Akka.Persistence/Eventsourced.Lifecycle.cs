using System;
using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

public abstract partial class Eventsourced
{
    public override void AroundPreStart()
    {
        ArgumentNullException.ThrowIfNull(PersistenceId);

        // A missing plugin is an error at once, not at the first event.
        _ = Journal;
        RequestPermit();
        base.AroundPreStart();
    }

    public override void AroundPreRestart(Exception cause, object message)
    {
        try
        {
            _internalStash.UnstashAll();
            Stash.UnstashAll(IsNoAnswerOfTheJournal);
        }
        finally
        {
            FlushJournalBatch();
            base.AroundPreRestart(cause, message switch
            {
                WriteMessageSuccess written => written.Persistent,
                LoopMessageSuccess looped => looped.Message,
                ReplayedMessage replayed => replayed.Persistent,
                _ => message,
            });
        }
    }

    public override void AroundPostRestart(Exception cause, object message)
    {
        RequestPermit();
        base.AroundPostRestart(cause, message);
    }

    public override void AroundPostStop()
    {
        try
        {
            _internalStash.UnstashAll();
            Stash.UnstashAll(IsNoAnswerOfTheJournal);
        }
        finally
        {
            base.AroundPostStop();
        }
    }

    protected override bool AroundReceive(Receive receive, object message)
    {
        _state!.Handle(receive, message);
        return true;
    }

    protected override void Unhandled(object message)
    {
        switch (message)
        {
            case RecoveryCompleted:
                return;
            case DeleteMessagesFailure failure:
                Log.Warning(
                    "Failed to DeleteMessages ToSequenceNr [{0}] for PersistenceId [{1}] due to: {2}",
                    failure.ToSequenceNr, PersistenceId, failure.Cause.Message);
                break;
        }

        base.Unhandled(message);
    }

    private void RequestPermit()
    {
        Extension.RecoveryPermitter.Tell(RequestRecoveryPermit.Instance, Self);
        _state = new State(true, WaitForPermit);
    }

    private static bool IsNoAnswerOfTheJournal(Envelope envelope) => envelope.Message is not (WriteMessageSuccess or ReplayedMessage);
}
