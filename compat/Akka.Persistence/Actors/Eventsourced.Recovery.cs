using Akka.Actor;
using Akka.Persistence.Recovering;

namespace Akka.Persistence;

public abstract partial class Eventsourced
{
    private delegate void StateReceive(Receive receive, object message);

    private StateReceive _state;
    private bool _recovering = true;
    private ICancelable _recoveryTimer;
    private TimeSpan _recoveryTimeout;
    private bool _eventSeen;

    public bool IsRecovering => _recovering;

    public bool IsRecoveryFinished => !_recovering;

    protected override bool AroundReceive(Receive receive, object message)
    {
        _state(receive, message);
        return true;
    }

    private void WaitingForPermit(Receive receive, object message)
    {
        if (message is not RecoveryPermitGranted)
        {
            StashInternally(message);
            return;
        }

        _recoveryTimeout = Extension.JournalConfigFor(JournalPluginId).GetTimeSpan("recovery-event-timeout", null, allowInfinite: false);
        _recoveryTimer = Context.System.Scheduler.ScheduleTellOnceCancelable(_recoveryTimeout, Self, new RecoveryTick(snapshot: true), Self);
        _state = LoadingSnapshot;
        LoadSnapshot(SnapshotterId, Recovery.FromSnapshot, Recovery.ToSequenceNr);
    }

    private void LoadingSnapshot(Receive receive, object message)
    {
        switch (message)
        {
            case LoadSnapshotResult loaded:
                _recoveryTimer.Cancel();
                if (loaded.Snapshot != null && !TryOffer(loaded.Snapshot))
                    return;
                _recoveryTimer = Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(_recoveryTimeout, _recoveryTimeout, Self, new RecoveryTick(snapshot: false), Self);
                _state = Replaying;
                Journal.Tell(new ReplayMessages(LastSequenceNr + 1, loaded.ToSequenceNr, Recovery.ReplayMax, PersistenceId, Self), Self);
                break;
            case LoadSnapshotFailed failed:
                FailRecovery(failed.Cause);
                break;
            case RecoveryTick { Snapshot: true }:
                FailRecovery(new RecoveryTimedOutException($"Recovery timed out, didn't get snapshot within {_recoveryTimeout.TotalSeconds}s."));
                break;
            default:
                StashInternally(message);
                break;
        }
    }

    private void Replaying(Receive receive, object message)
    {
        switch (message)
        {
            case ReplayedMessage replayed:
                Replay(replayed.Persistent);
                break;
            case RecoverySuccess success:
                CompleteRecovery(success.HighestSequenceNr);
                break;
            case ReplayMessagesFailure failure:
                FailRecovery(failure.Cause);
                break;
            case RecoveryTick { Snapshot: false } when _eventSeen:
                _eventSeen = false;
                break;
            case RecoveryTick { Snapshot: false }:
                FailRecovery(new RecoveryTimedOutException(
                    $"Recovery timed out, didn't get event within {_recoveryTimeout.TotalSeconds}s, highest sequence number seen {LastSequenceNr}."));
                break;
            case RecoveryTick:
                break;
            default:
                StashInternally(message);
                break;
        }
    }

    private bool TryOffer(SelectedSnapshot snapshot)
    {
        var before = LastSequenceNr;
        try
        {
            LastSequenceNr = snapshot.Metadata.SequenceNr;
            var offer = new SnapshotOffer(snapshot.Metadata, snapshot.Snapshot);
            if (!base.AroundReceive(ReceiveRecover, offer))
            {
                LastSequenceNr = before;
                Unhandled(offer);
            }

            return true;
        }
        catch (Exception e)
        {
            FailRecovery(e);
            return false;
        }
    }

    private void Replay(IPersistentRepresentation persistent)
    {
        _eventSeen = true;
        LastSequenceNr = Math.Max(LastSequenceNr, persistent.SequenceNr);
        try
        {
            if (!ReceiveRecover(persistent.Payload))
                Unhandled(persistent);
        }
        catch (Exception e)
        {
            FailRecovery(e, persistent.Payload);
        }
    }

    private void CompleteRecovery(long highestSequenceNr)
    {
        _recoveryTimer.Cancel();
        try
        {
            OnReplaySuccess();
            _sequenceNr = LastSequenceNr = Math.Max(highestSequenceNr, LastSequenceNr);
            _recovering = false;
            base.AroundReceive(ReceiveRecover, RecoveryCompleted.Instance);
        }
        finally
        {
            // Also when that threw: the supervisor may resume the actor.
            StartProcessing();
            ReturnPermit();
        }
    }

    private void FailRecovery(Exception cause, object @event = null)
    {
        _recoveryTimer.Cancel();
        try
        {
            OnRecoveryFailure(cause, @event);
        }
        finally
        {
            Context.Stop(Self);
            ReturnPermit();
        }
    }
}
