namespace Akka.Dispatch;

/// <summary>Base of what a message queue can promise.</summary>
public interface ISemantics;

/// <summary>A queue that is never full.</summary>
public interface IUnboundedMessageQueueSemantics : ISemantics;

/// <summary>A queue at whose head a message can be put.</summary>
public interface IDequeBasedMessageQueueSemantics : ISemantics
{
    void EnqueueFirst(Akka.Actor.Envelope envelope);
}

/// <summary>Never full, and open at its head.</summary>
public interface IUnboundedDequeBasedMessageQueueSemantics : IDequeBasedMessageQueueSemantics, IUnboundedMessageQueueSemantics;

/// <summary>Says of an actor type what queue it needs.</summary>
public interface IRequiresMessageQueue<T> where T : ISemantics;

/// <summary>Says of a mailbox type what queue it makes.</summary>
public interface IProducesMessageQueue<TQueue> where TQueue : MessageQueues.IMessageQueue;
