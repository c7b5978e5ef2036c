using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;
using SysMsg = Akka.Dispatch.SysMsg;

namespace Akka.Actor;

public partial class ActorCell
{
    // System messages that wait until the actor has restarted, or until its own failure is dealt with.
    private readonly Queue<SystemMessage> _deferred = new();

    /// <summary>How much the cell can take now. Every level takes a part of what the one below takes.</summary>
    private enum Readiness
    {
        Any,
        FailedItself,
        WaitsForChildren,
    }

    private Readiness CurrentReadiness => IsWaitingForChildren ? Readiness.WaitsForChildren : Mailbox.IsSuspended ? Readiness.FailedItself : Readiness.Any;

    public void Invoke(Envelope envelope)
    {
        var message = envelope.Message is Scheduler.IScheduledTellMsg scheduled ? scheduled.Message : envelope.Message;
        var postponesTimeout = message is not INotInfluenceReceiveTimeout;
        try
        {
            CurrentMessage = message;
            Turn++;
            Sender = envelope.Sender ?? System.DeadLetters;
            if (postponesTimeout)
                CancelReceiveTimeout();
            if (message is IAutoReceivedMessage)
                AutoReceiveMessage(message);
            else
                ReceiveMessage(message);
            CurrentMessage = null;
        }
        catch (Exception cause)
        {
            HandleInvokeFailure(cause);
        }
        finally
        {
            CheckReceiveTimeout(postponesTimeout);
        }
    }

    /// <summary>Works through a chain of system messages, oldest first.</summary>
    internal void SystemInvoke(SystemMessage messages)
    {
        var waiting = new LinkedList<SystemMessage>();
        for (var message = messages; message != null;)
        {
            var next = message.Next;
            message.Next = null;
            waiting.AddLast(message);
            message = next;
        }

        while (waiting.First is { Value: var message })
        {
            waiting.RemoveFirst();
            var before = CurrentReadiness;
            if (MustWait(message, before))
                _deferred.Enqueue(message);
            else
                InvokeOne(message);

            // What was put off came before what still waits.
            if (CurrentReadiness < before || IsTerminated)
            {
                foreach (var deferred in _deferred.Reverse())
                    waiting.AddFirst(deferred);
                _deferred.Clear();
            }

            if (!IsTerminated)
                continue;
            foreach (var dead in waiting)
                Mailbox.SystemToDeadLetters(dead);
            return;
        }
    }

    private static bool MustWait(SystemMessage message, Readiness readiness) => readiness switch
    {
        Readiness.WaitsForChildren => message is SysMsg.Recreate or SysMsg.Suspend or SysMsg.Resume or Failed,
        Readiness.FailedItself => message is Failed,
        _ => false,
    };

    private void InvokeOne(SystemMessage message)
    {
        try
        {
            switch (message)
            {
                case ActorTaskSchedulerMessage task: HandleTask(task); break;
                case Failed failed: HandleFailed(failed); break;
                case DeathWatchNotification death: WatchedActorTerminated(death.Actor, death.ExistenceConfirmed, death.AddressTerminated); break;
                case SysMsg.Create create: Create(create.Failure); break;
                case SysMsg.Watch watch: AddWatcher(watch.Watchee, watch.Watcher); break;
                case SysMsg.Unwatch unwatch: RemWatcher(unwatch.Watchee, unwatch.Watcher); break;
                case SysMsg.Recreate recreate: FaultRecreate(recreate.Cause); break;
                case SysMsg.Suspend: FaultSuspend(); break;
                case SysMsg.Resume resume: FaultResume(resume.CausedByFailure); break;
                case SysMsg.Terminate: Terminate(); break;
                case SysMsg.Supervise supervise: Supervise(supervise.Child); break;
                default: throw new NotSupportedException($"Unknown message {message.GetType().Name}");
            }
        }
        catch (Exception cause)
        {
            HandleInvokeFailure(cause);
        }
    }

    private void HandleTask(ActorTaskSchedulerMessage task)
    {
        if (task.Exception == null)
        {
            task.ExecuteTask();
            return;
        }

        CurrentMessage = TaskScheduler.CurrentMessage;
        TaskScheduler.Finish();
        // Takes back the suspension of the async handler; the failure puts its own in place.
        Mailbox.Resume();
        HandleInvokeFailure(task.Exception);
    }

    internal void AutoReceiveMessage(object message)
    {
        if (SystemImpl.Settings.DebugAutoReceive)
            Publish(new Debug(Self.Path.ToString(), ActorType, "received AutoReceiveMessage " + message));
        switch (message)
        {
            case Terminated terminated:
                ReceivedTerminated(terminated);
                break;
            case Kill:
                throw new ActorKilledException("Kill");
            case PoisonPill:
                _self.Stop();
                break;
            case ActorSelectionMessage selection:
                new ActorSelection(Self, selection.Elements).Tell(selection.Message, Sender);
                break;
            case Identify identify:
                Sender.Tell(new ActorIdentity(identify.MessageId, Self), Self);
                break;
        }
    }

    protected virtual void ReceiveMessage(object message)
    {
        var handled = _actor.ReceiveInTurn(_behaviours.Peek(), message);
        if (SystemImpl.Settings.AddLoggingReceive && _actor is ILogReceive)
            Publish(new Debug(Self.Path.ToString(), ActorType, $"received {(handled ? "handled" : "unhandled")} message {message} from {Sender.Path}"));
    }
}
