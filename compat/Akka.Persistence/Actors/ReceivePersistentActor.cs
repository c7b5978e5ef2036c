using Akka.Actor;
using Akka.Actor.Internal;

namespace Akka.Persistence;

/// <summary>A persistent actor that declares a handler for each type of command and event.</summary>
public abstract class ReceivePersistentActor : UntypedPersistentActor, IInitializableActor
{
    private readonly MessageHandlers _recover = new();
    private MessageHandlers _declaring = new();
    private MessageHandlers _initial;

    void IInitializableActor.Init()
    {
        _initial ??= _declaring;
        _declaring = null;
    }

    protected sealed override void OnCommand(object message) => Handle(_initial, message);

    protected sealed override void OnRecover(object message) => Handle(_recover, message);

    protected void Become(Action configure) => base.Become(Declare(configure));

    protected void BecomeStacked(Action configure) => base.BecomeStacked(Declare(configure));

    protected void Recover<T>(Action<T> handler, Predicate<T> shouldHandle = null) => Recovering.Add(shouldHandle, handler);

    protected void Recover<T>(Predicate<T> shouldHandle, Action<T> handler) => Recover(handler, shouldHandle);

    protected void Recover<T>(Func<T, bool> handler) => Recovering.AddPartial(handler);

    protected void Recover(Type messageType, Action<object> handler, Predicate<object> shouldHandle = null) => Recovering.Add(messageType, shouldHandle, handler);

    protected void Recover(Type messageType, Predicate<object> shouldHandle, Action<object> handler) => Recover(messageType, handler, shouldHandle);

    protected void Recover(Type messageType, Func<object, bool> handler) => Recovering.AddPartial(messageType, handler);

    protected void RecoverAny(Action<object> handler) => Recovering.Add(null, handler);

    protected void Command<T>(Action<T> handler, Predicate<T> shouldHandle = null) => Declaring.Add(shouldHandle, handler);

    protected void Command<T>(Predicate<T> shouldHandle, Action<T> handler) => Command(handler, shouldHandle);

    protected void Command<T>(Func<T, bool> handler) => Declaring.AddPartial(handler);

    protected void Command(Type messageType, Action<object> handler, Predicate<object> shouldHandle = null) => Declaring.Add(messageType, shouldHandle, handler);

    protected void Command(Type messageType, Predicate<object> shouldHandle, Action<object> handler) => Command(messageType, handler, shouldHandle);

    protected void Command(Type messageType, Func<object, bool> handler) => Declaring.AddPartial(messageType, handler);

    protected void Command(Action<object> handler) => Declaring.Add(null, handler);

    protected void CommandAny(Action<object> handler) => Declaring.Add(null, handler);

    protected void CommandAsync<T>(Func<T, Task> handler, Predicate<T> shouldHandle = null) => Declaring.Add(shouldHandle, Async(handler));

    protected void CommandAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => CommandAsync(handler, shouldHandle);

    protected void CommandAsync(Type messageType, Func<object, Task> handler, Predicate<object> shouldHandle = null) => Declaring.Add(messageType, shouldHandle, Async(handler));

    protected void CommandAsync(Type messageType, Predicate<object> shouldHandle, Func<object, Task> handler) => CommandAsync(messageType, handler, shouldHandle);

    protected void CommandAnyAsync(Func<object, Task> handler) => Declaring.Add(null, Async(handler));

    private MessageHandlers Declaring => _declaring
        ?? throw new InvalidOperationException("You may only call Command-methods when constructing the actor and inside Become().");

    private MessageHandlers Recovering => _initial == null ? _recover
        : throw new InvalidOperationException("You may only call Recover-methods when constructing the actor.");

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
            Unhandled(message);
    }

    private Action<T> Async<T>(Func<T, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return message => RunTask(() => handler(message));
    }
}
