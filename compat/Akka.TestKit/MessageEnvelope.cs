using Akka.Actor;

namespace Akka.TestKit;

/// <summary>A message that reached the test actor, with its sender.</summary>
public abstract class MessageEnvelope
{
    public abstract object? Message { get; }

    public abstract IActorRef Sender { get; }
}

public class RealMessageEnvelope : MessageEnvelope
{
    public RealMessageEnvelope(object message, IActorRef sender) => (Message, Sender) = (message, sender);

    public override object Message { get; }

    public override IActorRef Sender { get; }

    public override string ToString() => "<" + (Message ?? "null") + "> from " + (ReferenceEquals(Sender, ActorRefs.NoSender) ? "NoSender" : Sender.ToString());
}

/// <summary>Before anything was received.</summary>
public sealed class NullMessageEnvelope : MessageEnvelope
{
    public static readonly NullMessageEnvelope Instance = new();

    private NullMessageEnvelope()
    {
    }

    public override object? Message => null;

    public override IActorRef Sender =>
        throw new IllegalActorStateException("last receive did not dequeue a message, so there is no last sender");

    public override string ToString() => "<null>";
}
