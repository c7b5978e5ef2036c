using System;
using Akka.Actor;

namespace Akka.Persistence;

public abstract partial class Eventsourced
{
    /// <summary>Until it may, it neither recovers nor works: too many recoveries at once would drown the journal.</summary>
    private void WaitForPermit(Receive receive, object message)
    {
        if (message is not RecoveryPermitGranted)
        {
            _internalStash.Stash();
            return;
        }

        var recovery = Recovery;
        var watch = new RecoveryWatch(this, Extension.RecoveryEventTimeout(JournalPluginId));
        _state = new State(true, (_, m) => Recover(watch, m));
        Journal.Tell(new ReplayMessages(LastSequenceNr + 1, recovery.ToSequenceNr, recovery.ReplayMax, PersistenceId, Self), Self);
    }

    private void Recover(RecoveryWatch watch, object message)
    {
        try
        {
            switch (message)
            {
                case ReplayedMessage replayed:
                    watch.SawEvent = true;
                    Replay(watch, replayed.Persistent);
                    break;
                case RecoverySuccess success:
                    watch.Stop();
                    Recovered(success);
                    break;
                case ReplayMessagesFailure failure:
                    FailRecovery(watch, failure.Cause, null);
                    break;
                case RecoveryTick when !watch.SawEvent:
                    FailRecovery(
                        watch,
                        new RecoveryTimedOutException(
                            $"Recovery timed out, didn't get event within {watch.Timeout.TotalSeconds}s, highest sequence number seen {LastSequenceNr}."),
                        null);
                    break;
                case RecoveryTick:
                    watch.SawEvent = false;
                    break;
                default:
                    _internalStash.Stash();
                    break;
            }
        }
        catch
        {
            watch.Stop();
            ReturnPermit();
            throw;
        }
    }

    private void Replay(RecoveryWatch watch, IPersistentRepresentation persistent)
    {
        try
        {
            SawSequenceNr(persistent);
            base.AroundReceive(ReceiveRecover, persistent.Payload);
        }
        catch (Exception failure)
        {
            FailRecovery(watch, failure, persistent.Payload);
        }
    }

    private void Recovered(RecoverySuccess success)
    {
        OnReplaySuccess();
        _sequenceNr = LastSequenceNr = Math.Max(success.HighestSequenceNr, LastSequenceNr);
        _state = new State(false, _state!.Handle);
        try
        {
            base.AroundReceive(ReceiveRecover, RecoveryCompleted.Instance);
        }
        finally
        {
            FlushBatch();
            if (_pendingStashingInvocations > 0)
            {
                _state = new State(false, Persisting);
            }
            else
            {
                _state = new State(false, Process);
                _internalStash.UnstashAll();
            }
        }

        ReturnPermit();
    }

    private void FailRecovery(RecoveryWatch watch, Exception cause, object? payload)
    {
        watch.Stop();
        try
        {
            OnRecoveryFailure(cause, payload);
        }
        finally
        {
            Context.Stop(Self);
        }

        ReturnPermit();
    }

    private void ReturnPermit() => Extension.RecoveryPermitter.Tell(ReturnRecoveryPermit.Instance, Self);

    /// <summary>Works on commands; a persist turns it to <see cref="Persisting"/>.</summary>
    private void Process(Receive receive, object message)
    {
        if (IsAnswerOfTheJournal(message, failed =>
            {
                _pendingInvocations.RemoveFirst();
                Unstash(failed);
            }))
        {
            return;
        }

        try
        {
            base.AroundReceive(receive, message);
        }
        catch
        {
            AfterCommand(failed: true);
            throw;
        }

        AfterCommand(failed: false);
    }

    private void AfterCommand(bool failed)
    {
        FlushBatch();
        if (_pendingStashingInvocations > 0)
        {
            _state = new State(false, Persisting);
        }
        else
        {
            Unstash(failed);
        }
    }

    /// <summary>Waits for the journal; commands wait too.</summary>
    private void Persisting(Receive receive, object message)
    {
        var isAnswer = IsAnswerOfTheJournal(message, failed =>
        {
            var ended = _pendingInvocations.First!.Value;
            _pendingInvocations.RemoveFirst();
            _pendingStashingInvocations -= ended.IsStashing ? 1 : 0;
            if (_pendingStashingInvocations == 0)
            {
                _state = new State(false, Process);
                Unstash(failed);
            }
        });
        if (!isAnswer)
        {
            _internalStash.Stash();
        }
    }

    private bool IsAnswerOfTheJournal(object message, Action<bool> onWritten)
    {
        switch (message)
        {
            // An answer to an earlier incarnation is nobody's.
            case WriteMessageSuccess m when m.ActorInstanceId == _instanceId:
                SawSequenceNr(m.Persistent);
                Apply(m.Persistent.Payload, onWritten);
                return true;
            case LoopMessageSuccess m when m.ActorInstanceId == _instanceId:
                Apply(m.Message, onWritten);
                return true;
            case WriteMessageRejected m when m.ActorInstanceId == _instanceId:
                SawSequenceNr(m.Persistent);
                onWritten(false);
                OnPersistRejected(m.Cause, m.Persistent.Payload, m.Persistent.SequenceNr);
                return true;
            case WriteMessageFailure m when m.ActorInstanceId == _instanceId:
                onWritten(false);
                try
                {
                    OnPersistFailure(m.Cause, m.Persistent.Payload, m.Persistent.SequenceNr);
                }
                finally
                {
                    Context.Stop(Self);
                }

                return true;
            case WriteMessagesSuccessful or WriteMessagesFailed:
                _isWriteInProgress = false;
                FlushJournalBatch();
                return true;
            case WriteMessageSuccess or LoopMessageSuccess or WriteMessageRejected or WriteMessageFailure or RecoveryTick:
                return true;
            default:
                return false;
        }
    }

    private void Apply(object payload, Action<bool> onWritten)
    {
        try
        {
            try
            {
                _pendingInvocations.First!.Value.Handler(payload);
            }
            finally
            {
                FlushBatch();
            }
        }
        catch
        {
            onWritten(true);
            throw;
        }

        onWritten(false);
    }

    private void FlushBatch()
    {
        if (_eventBatch.Count > 0)
        {
            _journalBatch.AddRange(_eventBatch);
            _eventBatch.Clear();
        }

        FlushJournalBatch();
    }

    /// <summary>One write is under way at a time; what comes meanwhile makes the next.</summary>
    private void FlushJournalBatch()
    {
        if (_isWriteInProgress || _journalBatch.Count == 0)
        {
            return;
        }

        Journal.Tell(new WriteMessages(_journalBatch, Self, _instanceId), Self);
        _journalBatch = [];
        _isWriteInProgress = true;
    }

    private void Unstash(bool all)
    {
        if (all)
        {
            _internalStash.UnstashAll();
        }
        else
        {
            _internalStash.Unstash();
        }
    }

    private void SawSequenceNr(IPersistentRepresentation persistent) => LastSequenceNr = Math.Max(LastSequenceNr, persistent.SequenceNr);

    private sealed record State(bool IsRecoveryRunning, Action<Receive, object> Handle);

    private sealed record RecoveryTick
    {
        public static readonly RecoveryTick Instance = new();
    }

    /// <summary>Notices a journal that has stopped replaying.</summary>
    private sealed class RecoveryWatch
    {
        private readonly ICancelable _ticks;

        public RecoveryWatch(Eventsourced actor, TimeSpan timeout)
        {
            Timeout = timeout;
            _ticks = Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(timeout, timeout, actor.Self, RecoveryTick.Instance, actor.Self);
        }

        public TimeSpan Timeout { get; }

        public bool SawEvent { get; set; }

        public void Stop() => _ticks.Cancel();
    }
}
