using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence;

/// <summary>What every persistent actor is: it is recovered from its events first, and stashes commands while it persists.</summary>
public abstract partial class Eventsourced : ActorBase, IPersistentIdentity, IPersistenceRecovery, IWithUnboundedStash
{
    private static int _instances;

    private readonly int _instanceId = Interlocked.Increment(ref _instances);
    private readonly string _writerGuid = Guid.NewGuid().ToString();
    private readonly IStash _internalStash;
    private readonly LinkedList<PendingInvocation> _pendingInvocations = [];
    private readonly List<IPersistentEnvelope> _eventBatch = [];
    private List<IPersistentEnvelope> _journalBatch = [];
    private IActorRef? _journal;
    private IStash? _stash;
    private State? _state;
    private int _pendingStashingInvocations;
    private bool _isWriteInProgress;
    private long _sequenceNr;

    protected Eventsourced()
    {
        Extension = Persistence.Instance.Apply(Context.System);
        _internalStash = Context.CreateStash(GetType());
        Log = Context.GetLogger();
    }

    protected PersistenceExtension Extension { get; }

    protected virtual ILoggingAdapter Log { get; }

    /// <summary>Under which its events stand in the journal.</summary>
    public abstract string PersistenceId { get; }

    /// <summary>How it is recovered.</summary>
    public virtual Recovery Recovery => Recovery.Default;

    /// <summary>Null: the journal of the configuration.</summary>
    public string? JournalPluginId { get; protected set; }

    public IActorRef Journal => _journal ??= Extension.JournalFor(JournalPluginId);

    /// <summary>The actor's own stash; what it unstashes goes before what came in while it persisted.</summary>
    public IStash Stash
    {
        get => _stash!;
        set => _stash = new UserStash(value, _internalStash);
    }

    public bool IsRecovering => _state?.IsRecoveryRunning ?? true;

    public bool IsRecoveryFinished => !IsRecovering;

    /// <summary>The highest sequence number it has seen, replayed or persisted.</summary>
    public long LastSequenceNr { get; private set; }

    public void Persist<TEvent>(TEvent @event, Action<TEvent> handler)
    {
        RefuseDuringRecovery();
        AddStashing(@event!, handler);
        _eventBatch.Add(new AtomicWrite(Representation(@event!)));
    }

    /// <summary>Persists all events or none; the handler is called for each.</summary>
    public void PersistAll<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler)
    {
        RefuseDuringRecovery();
        if (events is null)
        {
            return;
        }

        var all = ImmutableList.CreateBuilder<IPersistentRepresentation>();
        foreach (var @event in events)
        {
            AddStashing(@event!, handler);
            all.Add(Representation(@event!));
        }

        if (all.Count > 0)
        {
            _eventBatch.Add(new AtomicWrite(all.ToImmutable()));
        }
    }

    /// <summary>Persists without holding back the commands that follow.</summary>
    public void PersistAsync<TEvent>(TEvent @event, Action<TEvent> handler)
    {
        RefuseDuringRecovery();
        _pendingInvocations.AddLast(new PendingInvocation(e => handler((TEvent)e), false));
        _eventBatch.Add(new AtomicWrite(Representation(@event!)));
    }

    public void PersistAllAsync<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler)
    {
        RefuseDuringRecovery();
        var all = events.ToList();
        all.ForEach(_ => _pendingInvocations.AddLast(new PendingInvocation(e => handler((TEvent)e), false)));
        if (all.Count > 0)
        {
            _eventBatch.Add(new AtomicWrite(all.Select(e => Representation(e!)).ToImmutableList<IPersistentRepresentation>()));
        }
    }

    /// <summary>Calls the handler after those of all events persisted before; nothing is persisted for it.</summary>
    public void DeferAsync<TEvent>(TEvent evt, Action<TEvent> handler)
    {
        RefuseDuringRecovery();
        if (_pendingInvocations.Count == 0)
        {
            handler(evt);
            return;
        }

        _pendingInvocations.AddLast(new PendingInvocation(e => handler((TEvent)e), false));
        _eventBatch.Add(new NonPersistentMessage(evt!, Sender));
    }

    /// <summary>Answered by <see cref="DeleteMessagesSuccess"/> or <see cref="DeleteMessagesFailure"/>.</summary>
    public void DeleteMessages(long toSequenceNr)
    {
        if (toSequenceNr == long.MaxValue || toSequenceNr <= LastSequenceNr)
        {
            Journal.Tell(new DeleteMessagesTo(PersistenceId, toSequenceNr == long.MaxValue ? LastSequenceNr : toSequenceNr, Self), Self);
        }
        else
        {
            var refusal = new InvalidOperationException(
                $"toSequenceNr [{toSequenceNr}] must be less than or equal to LastSequenceNr [{LastSequenceNr}]");
            Self.Tell(new DeleteMessagesFailure(refusal, toSequenceNr), Self);
        }
    }

    protected abstract bool ReceiveRecover(object message);

    protected abstract bool ReceiveCommand(object message);

    protected virtual void OnReplaySuccess()
    {
    }

    /// <summary>The events could not be replayed. The actor is stopped after this, whatever it does.</summary>
    protected virtual void OnRecoveryFailure(Exception reason, object? message = null)
    {
        if (message is null)
        {
            Log.Error(
                reason, "Persistence failure when replaying events for persistenceId [{0}]. Last known sequence number [{1}]", PersistenceId, LastSequenceNr);
        }
        else
        {
            Log.Error(
                reason, "Exception in ReceiveRecover when replaying event type [{0}] with sequence number [{1}] for persistenceId [{2}]",
                message.GetType(), LastSequenceNr, PersistenceId);
        }
    }

    /// <summary>An event could not be written, or it is not known whether it was. The actor is stopped after this, whatever it does.</summary>
    protected virtual void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        Log.Error(
            cause, "Failed to persist event type [{0}] with sequence number [{1}] for persistenceId [{2}].", @event.GetType(), sequenceNr, PersistenceId);

    /// <summary>The journal refused an event, which it did not write. The actor goes on.</summary>
    protected virtual void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        Log.Error(
            cause, "Rejected to persist event type [{0}] with sequence number [{1}] for persistenceId [{2}] due to [{3}].",
            @event.GetType(), sequenceNr, PersistenceId, cause.Message);

    private void RefuseDuringRecovery()
    {
        if (IsRecovering)
        {
            throw new InvalidOperationException(
                "Cannot persist during replay. Events can be persisted when receiving RecoveryCompleted or later.");
        }
    }

    private void AddStashing<TEvent>(object @event, Action<TEvent> handler)
    {
        _pendingStashingInvocations++;
        _pendingInvocations.AddLast(new PendingInvocation(e => handler((TEvent)e), true));
    }

    private Persistent Representation(object @event) =>
        new(@event, ++_sequenceNr, PersistenceId, sender: Sender, writerGuid: _writerGuid);

    private sealed record PendingInvocation(Action<object> Handler, bool IsStashing);

    /// <summary>What the actor unstashes is not put into the mailbox but before the commands that wait here, which are taken one by one.</summary>
    private sealed class UserStash(IStash user, IStash waiting) : IStash
    {
        public int Count => user.Count;

        public bool IsEmpty => user.IsEmpty;

        public bool NonEmpty => user.NonEmpty;

        public bool IsFull => user.IsFull;

        public int Capacity => user.Capacity;

        public void Stash() => user.Stash();

        public void Unstash() => user.Unstash();

        public void UnstashAll() => waiting.Prepend(ClearStash());

        public void UnstashAll(Func<Envelope, bool> predicate) => user.UnstashAll(predicate);

        public IEnumerable<Envelope> ClearStash() => user.ClearStash();

        public void Prepend(IEnumerable<Envelope> envelopes) => user.Prepend(envelopes);
    }
}
