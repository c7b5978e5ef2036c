using System;
using Akka.Actor;
using Akka.Actor.Internal;

namespace Akka.Persistence;

public abstract class PersistentActor : Eventsourced
{
    protected override bool Receive(object message) => ReceiveCommand(message);
}

public abstract class UntypedPersistentActor : Eventsourced
{
    protected sealed override bool Receive(object message) => ReceiveCommand(message);

    protected sealed override bool ReceiveCommand(object message)
    {
        OnCommand(message);
        return true;
    }

    protected sealed override bool ReceiveRecover(object message)
    {
        OnRecover(message);
        return true;
    }

    protected abstract void OnCommand(object message);

    protected abstract void OnRecover(object message);

    protected void Become(UntypedReceive receive) => Context.Become(receive);

    protected void BecomeStacked(UntypedReceive receive) => Context.BecomeStacked(receive);

    protected new void UnbecomeStacked() => Context.UnbecomeStacked();

    protected static new IUntypedActorContext Context => (IUntypedActorContext)ActorBase.Context;
}

/// <summary>A persistent actor that declares a handler for each type of event and of command.</summary>
public abstract class ReceivePersistentActor : UntypedPersistentActor, IInitializableActor
{
    private readonly MessageHandlers _recover = new();
    private MessageHandlers? _declaring = new();
    private MessageHandlers? _initial;

    private MessageHandlers Declaring => _declaring
        ?? throw new InvalidOperationException("You may only call Command-methods when constructing the actor and inside Become().");

    void IInitializableActor.Init()
    {
        _initial ??= _declaring;
        _declaring = null;
    }

    protected sealed override void OnCommand(object message) => Handle(_initial!, message);

    protected sealed override void OnRecover(object message) => Handle(_recover, message);

    protected void Recover<T>(Action<T> handler, Predicate<T>? shouldHandle = null) => _recover.Add(shouldHandle!, handler);

    protected void Recover<T>(Predicate<T> shouldHandle, Action<T> handler) => Recover(handler, shouldHandle);

    protected void Recover<T>(Func<T, bool> handler) => _recover.AddPartial(handler);

    protected void RecoverAny(Action<object> handler) => _recover.Add(null!, handler);

    protected void Command<T>(Action<T> handler, Predicate<T>? shouldHandle = null) => Declaring.Add(shouldHandle!, handler);

    protected void Command<T>(Predicate<T> shouldHandle, Action<T> handler) => Command(handler, shouldHandle);

    protected void Command<T>(Func<T, bool> handler) => Declaring.AddPartial(handler);

    protected void CommandAny(Action<object> handler) => Declaring.Add(null!, handler);

    protected void Become(Action configure) => Become(Declare(configure));

    protected void BecomeStacked(Action configure) => BecomeStacked(Declare(configure));

    private UntypedReceive Declare(Action configure)
    {
        var before = _declaring;
        var handlers = _declaring = new MessageHandlers();
        try
        {
            configure();
        }
        finally
        {
            _declaring = before;
        }

        return message => Handle(handlers, message);
    }

    private void Handle(MessageHandlers handlers, object message)
    {
        if (!handlers.TryHandle(message))
        {
            Unhandled(message);
        }
    }
}
