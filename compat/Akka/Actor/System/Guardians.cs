using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>To a guardian: stop this child.</summary>
internal sealed record StopChild(IActorRef Child) : INoSerializationVerificationNeeded;

/// <summary>The parent of everything that the users of a system make, and of the two guardians.</summary>
internal sealed class GuardianActor : ActorBase, IRequiresMessageQueue<IUnboundedMessageQueueSemantics>
{
    protected override bool Receive(object message)
    {
        if (message is Terminated)
            Context.Stop(Self);
        else if (message is StopChild stop)
            Context.Stop(stop.Child);
        else
            Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
        return true;
    }

    // A guardian keeps its children across a restart.
    protected override void PreRestart(Exception reason, object message) { }
}

/// <summary>The parent of what the system itself needs; ends after the users' actors have, and the loggers with it.</summary>
internal sealed class SystemGuardianActor(IActorRef userGuardian) : ActorBase, IRequiresMessageQueue<IUnboundedMessageQueueSemantics>
{
    protected override bool Receive(object message)
    {
        if (message is Terminated terminated && terminated.ActorRef.Equals(userGuardian))
        {
            Context.System.EventStream.StopDefaultLoggers(Context.System);
            Context.Stop(Self);
        }
        else if (message is StopChild stop)
            Context.Stop(stop.Child);
        else
            Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
        return true;
    }

    protected override void PreRestart(Exception reason, object message) { }
}

/// <summary>Above the root: hears of its end.</summary>
internal sealed class RootGuardianSupervisor(IActorRefProvider provider, ActorPath path, TaskCompletionSource terminated, ILoggingAdapter log) : MinimalActorRef
{
    public override ActorPath Path => path;

    public override IActorRefProvider Provider => provider;

    public override void SendSystemMessage(ISystemMessage message)
    {
        switch (message)
        {
            case Failed failed:
                log.Error(failed.Cause, "guardian {0} failed, shutting down!", failed.Child);
                ((IInternalActorRef)failed.Child).Stop();
                break;
            case DeathWatchNotification:
                terminated.TrySetResult();
                break;
        }
    }
}

/// <summary>The root of the tree, below which the temporary actors and the dead letters are found as well.</summary>
internal sealed class RootGuardianActorRef(ActorSystemImpl system, Props props, IInternalActorRef supervisor, ActorPath path, LocalActorRefProvider provider)
    : LocalActorRef(system, props, system.Dispatchers.InternalDispatcher, new UnboundedMailbox(), supervisor, path)
{
    public override IInternalActorRef Parent => this;

    public override IInternalActorRef GetSingleChild(string name) => name switch
    {
        "temp" => provider.TempContainer,
        "deadLetters" => (IInternalActorRef)provider.DeadLetters,
        _ => base.GetSingleChild(name),
    };
}

/// <summary>Where the temporary actors of asks are found.</summary>
internal sealed class TempContainerRef(LocalActorRefProvider provider, ActorPath path) : MinimalActorRef
{
    public override ActorPath Path => path;

    public override IActorRefProvider Provider => provider;

    public override IInternalActorRef Parent => provider.RootGuardian;

    public override IActorRef GetChild(IReadOnlyList<string> name) => name.Count switch
    {
        0 => this,
        1 => provider.Temp(name[0].Split('#')[0]),
        _ => ActorRefs.Nobody,
    };
}
