using Akka.Actor;
using Akka.Actor.Internal;

namespace Akka.Event;

/// <summary>The event bus of a system. Channels are types: a subscriber gets what is of them.</summary>
public class EventStream(bool debug) : LoggingBus
{
    private readonly Lock _gate = new();
    private readonly HashSet<IActorRef> _early = [];
    private IActorRef _unsubscriber;

    public override bool Subscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        Watch(subscriber);
        var added = base.Subscribe(subscriber, channel);
        if (debug)
            Publish(new Debug(SimpleName(this), GetType(), $"subscribing {subscriber} to channel {channel}"));
        return added;
    }

    public override bool Unsubscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        var removed = base.Unsubscribe(subscriber, channel);
        if (debug)
            Publish(new Debug(SimpleName(this), GetType(), $"unsubscribing {subscriber} from channel {channel}"));
        _unsubscriber?.Tell(new EventStreamUnsubscriber.UnwatchIfDone(subscriber), ActorRefs.NoSender);
        return removed;
    }

    public override bool Unsubscribe(IActorRef subscriber)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        var removed = base.Unsubscribe(subscriber);
        if (debug)
            Publish(new Debug(SimpleName(this), GetType(), $"unsubscribing {subscriber} from all channels"));
        _unsubscriber?.Tell(new EventStreamUnsubscriber.UnwatchIfDone(subscriber), ActorRefs.NoSender);
        return removed;
    }

    /// <summary>From now on subscribers that stop are unsubscribed.</summary>
    public void StartUnsubscriber(ActorSystemImpl system)
    {
        lock (_gate)
        {
            _unsubscriber ??= system.SystemActorOf(
                Props.Create(() => new EventStreamUnsubscriber(this)).WithDispatcher(Dispatch.Dispatchers.InternalDispatcherId), "EventStreamUnsubscriber");
            foreach (var subscriber in _early)
                _unsubscriber.Tell(new EventStreamUnsubscriber.Register(subscriber), ActorRefs.NoSender);
            _early.Clear();
        }
    }

    private void Watch(IActorRef subscriber)
    {
        if (subscriber is MinimalActorRef)
            return;
        lock (_gate)
        {
            if (_unsubscriber == null)
                _early.Add(subscriber);
            else
                _unsubscriber.Tell(new EventStreamUnsubscriber.Register(subscriber), ActorRefs.NoSender);
        }
    }
}

/// <summary>The type arguments that spare a typeof.</summary>
public static class EventStreamExtensions
{
    public static bool Subscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) => eventStream.Subscribe(subscriber, typeof(TChannel));

    public static bool Unsubscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) => eventStream.Unsubscribe(subscriber, typeof(TChannel));
}
