using Akka.Actor;

namespace Akka.Event;

/// <summary>Watches the subscribers of an event stream and unsubscribes those that stop.</summary>
internal sealed class EventStreamUnsubscriber : ReceiveActor
{
    public EventStreamUnsubscriber(EventStream stream)
    {
        Receive<Register>(m => Context.Watch(m.Subscriber));
        Receive<UnwatchIfDone>(m =>
        {
            if (!stream.HasSubscriptions(m.Subscriber))
                Context.Unwatch(m.Subscriber);
        });
        Receive<Terminated>(m => stream.Unsubscribe(m.ActorRef));
    }

    internal sealed record Register(IActorRef Subscriber) : INoSerializationVerificationNeeded;

    internal sealed record UnwatchIfDone(IActorRef Subscriber) : INoSerializationVerificationNeeded;
}
