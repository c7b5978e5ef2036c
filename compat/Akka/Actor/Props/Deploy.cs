namespace Akka.Actor;

/// <summary>How an actor is to be run: on which dispatcher, with which mailbox.</summary>
public class Deploy
{
    public static readonly string NoDispatcherGiven = string.Empty;

    public static readonly string NoMailboxGiven = string.Empty;

    public static readonly Deploy Local = new();

    internal Deploy(string dispatcher, string mailbox)
    {
        Dispatcher = dispatcher;
        Mailbox = mailbox;
    }

    public Deploy() : this(NoDispatcherGiven, NoMailboxGiven) { }

    public string Dispatcher { get; }

    public string Mailbox { get; }

    public virtual Deploy WithDispatcher(string dispatcher) => new(dispatcher, Mailbox);

    public virtual Deploy WithMailbox(string mailbox) => new(Dispatcher, mailbox);

    public virtual Deploy WithFallback(Deploy other) => new(
        Dispatcher == NoDispatcherGiven ? other.Dispatcher : Dispatcher,
        Mailbox == NoMailboxGiven ? other.Mailbox : Mailbox);
}
