using System.Runtime.ExceptionServices;
using Akka.Actor.Internal;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

public partial class ActorCell
{
    // Who threw, this actor or a child whose failure it escalates; null while all is well.
    private IActorRef _failed;
    private Exception _recreationCause;
    private bool _terminated;

    private void Create(Exception failure)
    {
        if (failure != null)
            throw failure;
        try
        {
            _actor = NewActor();
            UseThreadContext(_actor.AroundPreStart);
            CheckReceiveTimeout();
            DebugLifecycle($"Started ({_actor})");
        }
        catch (Exception e)
        {
            ClearActor(_actor);
            _actor = null;
            throw new ActorInitializationException(Self, "Exception during creation", e);
        }
    }

    private void FaultSuspend()
    {
        Mailbox.Suspend();
        SuspendChildren([]);
    }

    private void FaultResume(Exception causedByFailure)
    {
        if (_actor == null)
        {
            Publish(new Error(null, Self.Path.ToString(), GetType(), "Changing Resume into Create after " + causedByFailure));
            FaultCreate();
            return;
        }

        var perpetrator = _failed;
        Mailbox.Resume();
        if (causedByFailure != null)
            _failed = null;
        ResumeChildren(causedByFailure, perpetrator);
    }

    private void FaultRecreate(Exception cause)
    {
        if (_actor == null)
        {
            Publish(new Error(null, Self.Path.ToString(), GetType(), "Changing Recreate into Create after " + cause));
            FaultCreate();
        }
        else if (IsNormal)
            Recreate(cause);
        else
            // Keeps suspensions and resumptions in balance.
            FaultResume(null);
    }

    private void Recreate(Exception cause)
    {
        DebugLifecycle("Restarting");
        var optionalMessage = CurrentMessage;
        try
        {
            _actor.AroundPreRestart(cause, optionalMessage);
            Unstash(_actor);
        }
        catch (Exception e)
        {
            Publish(new Error(new PreRestartException(Self, e, cause, optionalMessage), Self.Path.ToString(), ActorType, e.Message));
        }
        finally
        {
            ClearActor(_actor);
        }

        _recreationCause = cause;
        if (!_children.TrySetEnd(ChildrenEnd.Recreation))
            FinishRecreate();
    }

    private void FinishRecreate()
    {
        var cause = _recreationCause;
        // Taken before the new instance makes children of its own.
        var survivors = _children.Refs;
        try
        {
            Mailbox.Resume();
            _failed = null;
            _actor = NewActor();
            UseThreadContext(() => _actor.AroundPostRestart(cause, null));
            DebugLifecycle($"Restarted ({_actor})");
            foreach (var child in survivors)
                child.Restart(cause);
        }
        catch (Exception e)
        {
            ClearActor(_actor);
            HandleInvokeFailure(new PostRestartException(Self, e, cause), survivors);
        }
    }

    private void FaultCreate()
    {
        SetReceiveTimeout();
        CancelReceiveTimeout();
        StopChildren();
        if (!_children.TrySetEnd(ChildrenEnd.Creation))
            FinishCreate();
    }

    private void FinishCreate()
    {
        Mailbox.Resume();
        _failed = null;
        try
        {
            Create(null);
        }
        catch (Exception e)
        {
            HandleInvokeFailure(e);
        }
    }

    private void Terminate()
    {
        SetReceiveTimeout();
        CancelReceiveTimeout();
        UnwatchWatchedActors();
        StopChildren();

        var wasTerminating = IsTerminating;
        if (!_children.TrySetEnd(ChildrenEnd.Termination))
        {
            _children.SetTerminated();
            FinishTerminate();
        }
        else if (!wasTerminating)
        {
            // No more messages while the children stop, and no failures told to the supervisor.
            Mailbox.Suspend();
            _failed = Self;
            DebugLifecycle("Stopping");
        }
    }

    private void FinishTerminate()
    {
        if (_terminated)
            return;
        _terminated = true;
        var actor = _actor;
        try
        {
            if (actor != null)
            {
                actor.AroundPostStop();
                Unstash(actor);
            }
        }
        catch (Exception e)
        {
            Publish(new Error(e, Self.Path.ToString(), ActorType, e.Message));
        }

        // The order matters: nothing reaches the mailbox any more, then the parent hears of it, then the watchers.
        Dispatcher.Detach(this);
        Parent.SendSystemMessage(new DeathWatchNotification(Self, existenceConfirmed: true, addressTerminated: false));
        TellWatchersWeDied();
        UnwatchWatchedActors();
        DebugLifecycle("Stopped");
        ClearActor(actor);
        _actor = null;
        Props = Props.Terminated;
    }

    private void HandleInvokeFailure(Exception cause, IReadOnlyCollection<IActorRef> childrenNotToSuspend = null)
    {
        if (_failed != null)
            return;
        try
        {
            Mailbox.Suspend();
            var spared = new List<IActorRef>(childrenNotToSuspend ?? []);
            if (CurrentMessage is Failed)
            {
                spared.Add(Sender);
                _failed = Sender;
            }
            else
                _failed = Self;

            SuspendChildren(spared);
            Parent.SendSystemMessage(new Failed(Self, cause, Self.Path.Uid));
        }
        catch (Exception e)
        {
            Publish(new Error(e, Self.Path.ToString(), ActorType, "Emergency stop: exception in failure handling for " + cause));
            StopChildren();
            FinishTerminate();
        }
    }

    private void HandleFailed(Failed failed)
    {
        CurrentMessage = failed;
        Sender = failed.Child.IsNobody() ? System.DeadLetters : failed.Child;
        if (!_children.TryGet(failed.Child, out var stats))
            Publish(new Debug(Self.Path.ToString(), ActorType, $"Dropping Failed({failed.Cause}) from unknown child {failed.Child}"));
        else if (stats.Uid != failed.Uid)
            Publish(new Debug(Self.Path.ToString(), ActorType, $"Dropping Failed({failed.Cause}) from old child {failed.Child} (uid={stats.Uid} != {failed.Uid})"));
        else if (!_actor.SupervisorStrategyInternal.HandleFailure(this, failed.Child, failed.Cause, stats, _children.Stats))
            ExceptionDispatchInfo.Throw(failed.Cause);
    }

    private void HandleChildTerminated(IActorRef child)
    {
        var completed = _children.Remove(child);
        if (_actor != null)
        {
            try
            {
                _actor.SupervisorStrategyInternal.HandleChildTerminated(this, child, GetChildren());
            }
            catch (Exception e)
            {
                Publish(new Error(e, Self.Path.ToString(), ActorType, "HandleChildTerminated failed"));
                HandleInvokeFailure(e);
            }
        }

        switch (completed)
        {
            case ChildrenEnd.Recreation: FinishRecreate(); break;
            case ChildrenEnd.Creation: FinishCreate(); break;
            case ChildrenEnd.Termination: FinishTerminate(); break;
        }
    }

    private void DebugLifecycle(string message)
    {
        if (SystemImpl.Settings.DebugLifecycle)
            Publish(new Debug(Self.Path.ToString(), ActorType, message));
    }
}
