namespace Akka.Actor;

/// <summary>A message and who sent it.</summary>
public readonly struct Envelope
{
    public Envelope(object message, IActorRef sender)
    {
        Message = message;
        Sender = sender;
    }

    public Envelope(object message, IActorRef sender, ActorSystem system)
    {
        Message = message ?? throw new ArgumentNullException(nameof(message), "The message cannot be null.");
        Sender = sender ?? system.DeadLetters;
    }

    public object Message { get; }

    public IActorRef Sender { get; }

    public override string ToString() => $"{(Message == null ? "null" : $"<{Message.GetType().Name}>: {Message}")}, Sender: {Sender}";
}
