using Akka.Dispatch;

namespace Akka.Actor.Internal;

/// <summary>A stash over the mailbox of its actor.</summary>
public abstract class AbstractStash : IStash
{
    private readonly ActorCell _cell;
    private readonly IDequeBasedMessageQueueSemantics _mailbox;
    private List<Envelope> _stashed = [];
    private long _lastTurn = -1;

    protected AbstractStash(IActorContext context)
    {
        _cell = (ActorCell)context;
        _mailbox = _cell.Mailbox.MessageQueue as IDequeBasedMessageQueueSemantics ?? throw new ActorInitializationException(
            _cell.Self,
            $"A stash needs a deque-based mailbox, this actor has {_cell.Mailbox.MessageQueue.GetType().Name}. Give it one with mailbox-type = \"Akka.Dispatch.UnboundedDequeBasedMailbox\".");
    }

    public virtual int Capacity => -1;

    public int Count => _stashed.Count;

    public bool IsEmpty => _stashed.Count == 0;

    public bool NonEmpty => _stashed.Count > 0;

    public bool IsFull => Capacity >= 0 && _stashed.Count >= Capacity;

    public void Stash()
    {
        if (_cell.Turn == _lastTurn)
            throw new IllegalActorStateException($"Can't stash the same message {_cell.CurrentMessage} more than once");
        _lastTurn = _cell.Turn;
        if (Capacity > 0 && _stashed.Count >= Capacity)
            throw new StashOverflowException($"Couldn't enqueue message {_cell.CurrentMessage} from {_cell.Sender} to stash of {_cell.Self}");
        _stashed.Add(new Envelope(_cell.CurrentMessage, _cell.Sender));
    }

    public void Unstash()
    {
        if (IsEmpty)
            return;
        var oldest = _stashed[0];
        _stashed.RemoveAt(0);
        PutBack(oldest);
    }

    public void UnstashAll() => UnstashAll(_ => true);

    public void UnstashAll(Func<Envelope, bool> predicate)
    {
        var stashed = _stashed;
        _stashed = [];
        for (var i = stashed.Count - 1; i >= 0; i--)
        {
            if (predicate(stashed[i]))
                PutBack(stashed[i]);
        }
    }

    public IEnumerable<Envelope> ClearStash()
    {
        var stashed = _stashed;
        _stashed = [];
        return stashed;
    }

    public void Prepend(IEnumerable<Envelope> envelopes) => _stashed.InsertRange(0, envelopes.Distinct());

    private void PutBack(Envelope envelope)
    {
        _mailbox.EnqueueFirst(envelope);
        // It was taken out of the books when it was received, and has to be in them to be received again.
        if (envelope.Message is Terminated terminated)
            _cell.TerminatedQueuedFor(terminated.ActorRef, Util.Option<object>.None);
    }
}

/// <summary>A stash without a limit.</summary>
public class UnboundedStashImpl(IActorContext context) : AbstractStash(context)
{
    public override int Capacity => -1;
}
