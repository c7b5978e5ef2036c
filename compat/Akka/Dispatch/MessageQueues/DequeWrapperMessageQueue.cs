using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>A queue with a stack before it, for messages that are put back at the head.</summary>
public class DequeWrapperMessageQueue(IMessageQueue messageQueue) : IMessageQueue, IDequeBasedMessageQueueSemantics
{
    protected readonly IMessageQueue MessageQueue = messageQueue;

    // Only the actor whose mailbox this is puts messages back, and only its mailbox takes them: no lock.
    private readonly Stack<Envelope> _head = new();

    public bool HasMessages => _head.Count > 0 || MessageQueue.HasMessages;

    public int Count => _head.Count + MessageQueue.Count;

    public void Enqueue(IActorRef receiver, Envelope envelope) => MessageQueue.Enqueue(receiver, envelope);

    public void EnqueueFirst(Envelope envelope) => _head.Push(envelope);

    public bool TryDequeue(out Envelope envelope) => _head.TryPop(out envelope) || MessageQueue.TryDequeue(out envelope);

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope))
            deadletters.Enqueue(owner, envelope);
    }
}

/// <summary>Unbounded, and open at its head.</summary>
public class UnboundedDequeMessageQueue() : DequeWrapperMessageQueue(new UnboundedMessageQueue()), IUnboundedDequeBasedMessageQueueSemantics;
