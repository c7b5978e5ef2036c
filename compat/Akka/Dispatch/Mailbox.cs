using Akka.Actor;
using Akka.Dispatch.MessageQueues;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Dispatch;

/// <summary>
/// The messages of one actor, and the guarantee that one thread at a time works through them.
/// Whoever enqueues tries to move the mailbox from idle to scheduled; the winner hands it to the dispatcher.
/// </summary>
public class Mailbox : IRunnable
{
    private SystemMessageQueue _systemMessages;
    private ActorCell _actor;
    private int _scheduled;
    private int _closed;

    // Changed only by the thread that runs this mailbox, read by those that would schedule it.
    private int _suspendCount;

    public Mailbox(IMessageQueue messageQueue) => MessageQueue = messageQueue;

    public IMessageQueue MessageQueue { get; }

    public MessageDispatcher Dispatcher => _actor?.Dispatcher;

    internal bool IsClosed => Volatile.Read(ref _closed) == 1;

    internal bool IsSuspended => Volatile.Read(ref _suspendCount) > 0;

    internal bool HasSystemMessages => _systemMessages.HasMessages;

    public virtual void SetActor(ActorCell actorCell) => _actor = actorCell;

    internal void Suspend() => Volatile.Write(ref _suspendCount, _suspendCount + 1);

    internal void Resume() => Volatile.Write(ref _suspendCount, Math.Max(0, _suspendCount - 1));

    internal void Enqueue(IActorRef receiver, Envelope envelope)
    {
        if (IsClosed)
        {
            ToDeadLetters(envelope);
            return;
        }

        MessageQueue.Enqueue(receiver, envelope);
        // Closed between the check and the enqueueing: nobody else will look into the queue again.
        if (IsClosed)
            DrainUserMessages();
    }

    internal void EnqueueSystem(SystemMessage message)
    {
        if (!_systemMessages.TryEnqueue(message))
            SystemToDeadLetters(message);
    }

    /// <summary>True for the one caller that has to hand the mailbox to the dispatcher.</summary>
    internal bool TrySetScheduled() =>
        ((!IsSuspended && MessageQueue.HasMessages) || _systemMessages.HasMessages)
        && Interlocked.CompareExchange(ref _scheduled, 1, 0) == 0;

    internal void SetIdle() => Interlocked.Exchange(ref _scheduled, 0);

    public void Execute() => Run();

    public void Run()
    {
        try
        {
            if (IsClosed)
                return;
            ActorCell.RunInContext(_actor, static mailbox =>
            {
                mailbox.ProcessSystemMessages();
                mailbox.ProcessUserMessages();
            }, this);
        }
        finally
        {
            // The exchange is a full fence: what was enqueued before is seen here, or its sender sees the mailbox idle.
            SetIdle();
            Dispatcher.RegisterForExecution(this);
        }
    }

    /// <summary>After the actor has stopped: everything that is left, and all that still comes, becomes a dead letter.</summary>
    public virtual void CleanUp()
    {
        Volatile.Write(ref _closed, 1);
        for (var message = _systemMessages.Close(); message != null;)
        {
            var next = message.Next;
            message.Next = null;
            SystemToDeadLetters(message);
            message = next;
        }

        DrainUserMessages();
    }

    private void ProcessSystemMessages()
    {
        while (_systemMessages.TakeAll() is { } messages)
            _actor.SystemInvoke(messages);
    }

    private void ProcessUserMessages()
    {
        var dispatcher = Dispatcher;
        var left = Math.Max(dispatcher.Throughput, 1);
        var deadline = dispatcher.ThroughputDeadlineTime is > 0 and { } ticks ? Environment.TickCount64 + (ticks / TimeSpan.TicksPerMillisecond) : long.MaxValue;
        while (!IsClosed && !IsSuspended && MessageQueue.TryDequeue(out var envelope))
        {
            _actor.Invoke(envelope);
            ProcessSystemMessages();
            if (--left <= 0 || (deadline != long.MaxValue && Environment.TickCount64 >= deadline))
                return;
        }
    }

    private void DrainUserMessages() => MessageQueue.CleanUp(_actor.Self, new DeadLetterQueue(this));

    internal void SystemToDeadLetters(SystemMessage message) =>
        _actor.SystemImpl.DeadLetters.Tell(new DeadLetter(message, _actor.Self, _actor.Self), _actor.Self);

    private void ToDeadLetters(Envelope envelope)
    {
        // A subscriber to dead letters that has stopped itself: without an end.
        if (envelope.Message is not DeadLetter)
            _actor.SystemImpl.DeadLetters.Tell(new DeadLetter(envelope.Message, envelope.Sender, _actor.Self), envelope.Sender);
    }

    private sealed class DeadLetterQueue(Mailbox mailbox) : IMessageQueue
    {
        public bool HasMessages => false;

        public int Count => 0;

        public void Enqueue(IActorRef receiver, Envelope envelope) => mailbox.ToDeadLetters(envelope);

        public bool TryDequeue(out Envelope envelope)
        {
            envelope = default;
            return false;
        }

        public void CleanUp(IActorRef owner, IMessageQueue deadletters) { }
    }
}
