using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>Messages that an actor has set aside.</summary>
public interface IStash
{
    bool IsFull { get; }

    bool IsEmpty { get; }

    bool NonEmpty { get; }

    int Count { get; }

    int Capacity { get; }

    /// <summary>Sets the current message aside.</summary>
    void Stash();

    /// <summary>Puts the oldest back at the head of the mailbox.</summary>
    void Unstash();

    /// <summary>Puts all back at the head of the mailbox, in the order in which they came.</summary>
    void UnstashAll();

    void UnstashAll(Func<Envelope, bool> predicate);

    IEnumerable<Envelope> ClearStash();

    void Prepend(IEnumerable<Envelope> envelopes);
}

/// <summary>An actor with a stash.</summary>
public interface IActorStash
{
    IStash Stash { get; set; }
}

/// <summary>A stash that leaves the choice of the mailbox to the actor.</summary>
public interface IWithUnrestrictedStash : IActorStash;

/// <summary>A stash on a deque-based mailbox.</summary>
public interface IWithStash : IWithUnrestrictedStash, IRequiresMessageQueue<IDequeBasedMessageQueueSemantics>;

/// <summary>A stash on an unbounded deque-based mailbox.</summary>
public interface IWithUnboundedStash : IWithUnrestrictedStash, IRequiresMessageQueue<IUnboundedDequeBasedMessageQueueSemantics>;

/// <summary>Makes stashes.</summary>
public static class StashFactory
{
    public static IStash CreateStash<T>(this IActorContext context) where T : ActorBase => context.CreateStash(typeof(T));

    public static IStash CreateStash(this IActorContext context, IActorStash actorInstance) => context.CreateStash(actorInstance.GetType());

    public static IStash CreateStash(this IActorContext context, Type actorType) =>
        typeof(IActorStash).IsAssignableFrom(actorType)
            ? new Internal.UnboundedStashImpl(context)
            : throw new ArgumentException($"Actor {actorType} implements an unrecognized subclass of {typeof(IActorStash)} - cannot instantiate", nameof(actorType));
}
