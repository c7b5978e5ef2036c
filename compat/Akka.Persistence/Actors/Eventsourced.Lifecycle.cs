using Akka.Actor;
using Akka.Persistence.Recovering;

namespace Akka.Persistence;

public abstract partial class Eventsourced
{
    /// <summary>What of the stash is worth keeping across incarnations: not the journal's answers to this one.</summary>
    public static readonly Func<Envelope, bool> UnstashFilterPredicate = envelope => envelope.Message is not (WriteMessageSuccess or ReplayedMessage);

    public override void AroundPreStart()
    {
        if (PersistenceId == null)
            throw new ArgumentNullException($"PersistenceId is [null] for PersistentActor [{Self.Path}]");
        // A plugin that is not there is found out at once.
        _ = Journal;
        _ = SnapshotStore;
        RequestPermit();
        base.AroundPreStart();
    }

    public override void AroundPreRestart(Exception cause, object message)
    {
        try
        {
            UnstashEverything();
        }
        finally
        {
            FlushJournalBatch();
            base.AroundPreRestart(cause, message switch
            {
                WriteMessageSuccess success => success.Persistent,
                LoopMessageSuccess success => success.Message,
                ReplayedMessage replayed => replayed.Persistent,
                _ => message,
            });
        }
    }

    public override void AroundPostRestart(Exception reason, object message)
    {
        RequestPermit();
        base.AroundPostRestart(reason, message);
    }

    public override void AroundPostStop()
    {
        try
        {
            UnstashEverything();
        }
        finally
        {
            base.AroundPostStop();
        }
    }

    protected override void Unhandled(object message)
    {
        switch (message)
        {
            case RecoveryCompleted:
                return;
            case SaveSnapshotFailure failure:
                Warn(failure.Cause, $"SaveSnapshot given metadata [{failure.Metadata}]");
                break;
            case DeleteSnapshotFailure failure:
                Warn(failure.Cause, $"DeleteSnapshot given metadata [{failure.Metadata}]");
                break;
            case DeleteSnapshotsFailure failure:
                Warn(failure.Cause, $"DeleteSnapshots given criteria [{failure.Criteria}]");
                break;
            case DeleteMessagesFailure failure:
                Warn(failure.Cause, $"DeleteMessages ToSequenceNr [{failure.ToSequenceNr}] for PersistenceId [{PersistenceId}]");
                break;
        }

        base.Unhandled(message);
    }

    private void RequestPermit()
    {
        Extension.RecoveryPermitter.Tell(RequestRecoveryPermit.Instance, Self);
        _state = WaitingForPermit;
    }

    private void ReturnPermit() => Extension.RecoveryPermitter.Tell(Recovering.ReturnRecoveryPermit.Instance, Self);

    private void UnstashEverything()
    {
        _internalStash.UnstashAll();
        Stash.UnstashAll(UnstashFilterPredicate);
    }

    private void Warn(Exception cause, string what) => Akka.Event.LoggingExtensions.Warning(Log, cause, "Failed to {0} due to: {1}", what, cause.Message);
}
