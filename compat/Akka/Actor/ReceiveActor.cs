using Akka.Actor.Internal;
using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>An actor that declares a handler for each type of message.</summary>
public abstract class ReceiveActor : UntypedActor, IInitializableActor
{
    // The behaviour being declared: by the constructor, then within each Become.
    private MessageHandlers _declaring = new();
    private MessageHandlers _initial;

    void IInitializableActor.Init()
    {
        _initial ??= _declaring;
        _declaring = null;
    }

    protected sealed override void OnReceive(object message) => Handle(_initial, message);

    protected void Become(Action configure) => base.Become(Declare(configure));

    protected void BecomeStacked(Action configure) => base.BecomeStacked(Declare(configure));

    protected void Receive<T>(Action<T> handler, Predicate<T> shouldHandle = null) => Declaring.Add(shouldHandle, handler);

    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler) => Receive(handler, shouldHandle);

    protected void Receive<T>(Func<T, bool> handler) => Declaring.AddPartial(handler);

    protected void Receive(Type messageType, Action<object> handler, Predicate<object> shouldHandle = null) => Declaring.Add(messageType, shouldHandle, handler);

    protected void Receive(Type messageType, Predicate<object> shouldHandle, Action<object> handler) => Receive(messageType, handler, shouldHandle);

    protected void Receive(Type messageType, Func<object, bool> handler) => Declaring.AddPartial(messageType, handler);

    protected void ReceiveAny(Action<object> handler) => Declaring.Add(null, handler);

    protected void ReceiveAsync<T>(Func<T, Task> handler, Predicate<T> shouldHandle = null) => Declaring.Add(shouldHandle, Async(handler));

    protected void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => ReceiveAsync(handler, shouldHandle);

    protected void ReceiveAsync(Type messageType, Func<object, Task> handler, Predicate<object> shouldHandle = null) => Declaring.Add(messageType, shouldHandle, Async(handler));

    protected void ReceiveAsync(Type messageType, Predicate<object> shouldHandle, Func<object, Task> handler) => ReceiveAsync(messageType, handler, shouldHandle);

    protected void ReceiveAnyAsync(Func<object, Task> handler) => Declaring.Add(null, Async(handler));

    private MessageHandlers Declaring => _declaring
        ?? throw new InvalidOperationException("You may only call Receive-methods when constructing the actor and inside Become().");

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

    private static Action<T> Async<T>(Func<T, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return message => ActorTaskScheduler.RunTask(() => handler(message));
    }
}
