using Akka.Event;

namespace Akka.Actor;

/// <summary>An actor that hands out its context, for the runtime.</summary>
public interface IInternalActor
{
    IActorContext ActorContext { get; }
}

/// <summary>Base of every actor: handles one message at a time.</summary>
public abstract partial class ActorBase : IInternalActor
{
    private IActorRef _selfOfCleared;

    protected ActorBase()
    {
        if (ActorCell.Current is not { } cell)
        {
            throw new ActorInitializationException(
                "Do not create actors using 'new', always create them using an ActorContext/System");
        }

        if (this is IWithTimers timed)
            timed.Timers = new Scheduler.TimerScheduler(cell);
        cell.Become(Receive);
    }

    protected static Receive EmptyReceive => _ => false;

    IActorContext IInternalActor.ActorContext => Context;

    protected IActorRef Sender => Context.Sender;

    protected IActorRef Self => _selfOfCleared ?? Context.Self;

    /// <summary>The surroundings of the actor whose turn it is on this thread.</summary>
    protected static IActorContext Context => ActorCell.Current ?? throw new NotSupportedException(
        "There is no active ActorContext, this is most likely due to use of async operations from within this actor.");

    protected abstract bool Receive(object message);

    protected virtual bool AroundReceive(Receive receive, object message)
    {
        if (message is Scheduler.TimerScheduler.TimerMessage timed)
        {
            var cell = (ActorCell)Context;
            message = (this as IWithTimers)?.Timers is Scheduler.TimerScheduler timers ? timers.Intercept(timed) : null;
            switch (message)
            {
                case null:
                    return true;
                case IAutoReceivedMessage:
                    cell.AutoReceiveMessage(message);
                    return true;
            }

            // A stash looks at the cell for what it is to keep.
            if (this is IActorStash)
                cell.CurrentMessage = message;
        }

        var handled = receive(message);
        if (!handled)
            Unhandled(message);
        return handled;
    }

    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated)
            throw new DeathPactException(terminated.ActorRef);
        Context.System.EventStream.Publish(new UnhandledMessage(message, Sender, Self));
    }

    protected void Become(Receive receive) => Context.Become(receive);

    protected void BecomeStacked(Receive receive) => Context.BecomeStacked(receive);

    protected void UnbecomeStacked() => Context.UnbecomeStacked();

    protected void SetReceiveTimeout(TimeSpan? timeout) => Context.SetReceiveTimeout(timeout);

    internal bool ReceiveInTurn(Receive receive, object message) => AroundReceive(receive, message);

    /// <summary>The instance is done: it knows who it was, and no context any more.</summary>
    internal void Clear(IActorRef self) => _selfOfCleared = self;
}
