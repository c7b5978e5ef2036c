using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Pipeline.Actors.Journal;

namespace Pipeline.Actors.Runs;

/// <summary>Told to the index when a run's phase has changed; <paramref name="At"/> is the settled event's time.</summary>
/// <param name="Try">The try that it is in.</param>
public sealed record PhaseChanged(RunId Run, RunPhase Phase, int Try, DateTimeOffset At);

/// <summary>Told to the index by a run whose journal is damaged, with where it was before the damage.</summary>
public sealed record RunDamaged(RunId Run, JournalDamage Damage, RunPhase Phase);

/// <summary>Told to the index by a run that has no first event: the service died between the two.</summary>
public sealed record FirstEventMissing(RunId Run);

/// <summary>Told to the index by an unfinished run that took place in another environment, and is therefore left as it is.</summary>
/// <param name="Why">For people, with how it goes on.</param>
public sealed record RunElsewhere(RunId Run, RunPhase Phase, string Why)
{
    /// <summary>The fact, for people, without a full stop.</summary>
    public static string Words(RunId run, string there, string here) => $"Run {run} took place in the environment {there}; this service's is {here}";
}

/// <summary>The shell around <see cref="Run"/>: decide, persist, reply, reconcile. It owns the run's children and holds no decision of its own.</summary>
public sealed class RunSupervisor : ReceivePersistentActor, IWithTimers
{
    private const string Wake = "wake";

    private readonly RunId _run;
    private readonly RunSettings _settings;
    private readonly RunChildren _children;
    private readonly IActorRef _index;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<string, IActorRef> _inFlight = new(StringComparer.Ordinal);
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);
    private readonly Dictionary<IActorRef, Exception> _causes = [];
    private RunState _state = RunState.Empty;
    private IActorRef? _asker;
    private string? _elsewhere;
    private bool _recovered;
    private bool _settling;
    private bool _quiet;

    public RunSupervisor(RunId run, RunPorts ports, RunSettings settings, IActorRef index)
    {
        (_run, _settings, _children, _index) = (run, settings, new RunChildren(ports, settings), index);

        Recover<IRunEvent>(change =>
        {
            MissingEventException.Check(_state.Events, LastSequenceNr);
            _state = _settings.Core.Apply(_state, change);
        });
        Recover<RecoveryCompleted>(_ => OnRecovered());
        RecoverAny(other => throw new InvalidOperationException($"a {other.GetType().Name} is no event of a run"));
        Command<IRunInput>(Handle);
        Command<Terminated>(stopped =>
        {
            OnChildStopped(stopped);
            SettleWhenQuiet();
        });
        Command<Settle>(_ => OnSettle());
        Command<Quiet>(_ => SettleWhenQuiet());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public override string PersistenceId => PersistenceIdOf(_run);

    public const string IdPrefix = "run-";

    public static string PersistenceIdOf(RunId run) => IdPrefix + run;

    /// <summary>The run that a supervisor's name begins with; more may follow.</summary>
    public static RunId RunOf(string name) => RunId.Parse(name[IdPrefix.Length..].Split('-')[0]);

    /// <summary>A failed child is stopped, never restarted: whether its order is offered again is the run's decision, and journaled.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new StopAndRecord(_causes);

    private void OnRecovered()
    {
        if (_state.Request is null)
        {
            _index.Tell(new FirstEventMissing(_run));
            return;
        }

        if (_settings.Environment is { } here && _state.Requested.Environment is var there && there != here)
        {
            _elsewhere = $"{RunElsewhere.Words(_run, there, here)}. What it has there is left as it is; it goes on with a "
                + $"service of its own environment (pipeline.environment = {there}).";
            if (!_state.Phase.IsFinal())
            {
                _index.Tell(new RunElsewhere(_run, _state.Phase, _elsewhere));
                return;
            }
        }

        // Whatever was outstanding may have been begun by the service that wrote these events.
        _recovered = true;
        Reconcile();
        _recovered = false;
        _index.Tell(new PhaseChanged(_run, _state.Phase, _state.Try, _state.FinishedAt ?? _settings.Time.GetUtcNow()));
    }

    private void Handle(IRunInput input)
    {
        if (_elsewhere is not null)
        {
            Sender.Tell(new Refused(_elsewhere));
            return;
        }

        if (input is IOutcome outcome)
        {
            _inFlight.Remove(outcome.Key);
        }

        var before = _state.Phase;
        var decision = _settings.Core.Decide(_state, input, _settings.Time.GetUtcNow());
        if (decision.Events.IsEmpty)
        {
            Settle(decision.Reply, before);
            return;
        }

        var (sender, left) = (Sender, decision.Events.Length);
        _asker = decision.Reply is null ? null : sender;
        PersistAll(decision.Events, change =>
        {
            _state = _settings.Core.Apply(_state, change);
            Context.System.EventStream.Publish(new RecordedEvent(_run, LastSequenceNr, EventManifests.Of(change), change));
            if (--left == 0)
            {
                Settle(decision.Reply, before, sender);
            }
        });
    }

    private void Settle(object? reply, RunPhase before, IActorRef? to = null)
    {
        if (reply is not null)
        {
            (to ?? Sender).Tell(reply);
        }

        Reconcile();
        if (_state.Phase != before)
        {
            _index.Tell(new PhaseChanged(_run, _state.Phase, _state.Try, _state.FinishedAt ?? _settings.Time.GetUtcNow()));
        }
    }

    /// <summary>Sends what is outstanding and not being worked on, withdraws what is worked on and no longer outstanding, and sets the alarm.</summary>
    private void Reconcile()
    {
        if (_settling)
        {
            return;
        }

        var outstanding = _settings.Core.Outstanding(_state).ToDictionary(o => o.Key, StringComparer.Ordinal);
        foreach (var (key, child) in _inFlight.Where(w => !outstanding.ContainsKey(w.Key)).ToArray())
        {
            _inFlight.Remove(key);
            child.Tell(new Withdraw(key));
        }

        foreach (var (key, order) in outstanding)
        {
            if (!_inFlight.ContainsKey(key))
            {
                var child = ChildOf(order);
                _inFlight.Add(key, child);
                child.Tell(new Perform(order, !_begun.Add(key) || _recovered));
            }
        }

        SetAlarm();
    }

    private void SetAlarm()
    {
        Timers.Cancel(Wake);
        if (_settings.Core.NextWake(_state) is { } due)
        {
            var delay = due - _settings.Time.GetUtcNow();
            Timers.StartSingleTimer(Wake, new Tick(), delay > TimeSpan.Zero ? delay : TimeSpan.Zero);
        }
    }

    private IActorRef ChildOf(WorkOrder order)
    {
        var child = Context.Child(order.Child);
        return child.IsNobody() ? Context.Watch(Context.ActorOf(_children.PropsOf(order), order.Child)) : child;
    }

    /// <summary>A child's end is an input like any other: the order that failed goes to the run, those that it took along are offered again.</summary>
    private void OnChildStopped(Terminated stopped)
    {
        _causes.Remove(stopped.ActorRef, out var cause);
        var mine = _inFlight.Where(w => w.Value.Equals(stopped.ActorRef)).Select(w => w.Key).ToArray();
        if (cause is null or OrderFailedException)
        {
            foreach (var key in mine)
            {
                _inFlight.Remove(key);
            }
        }

        switch (cause)
        {
            case null:
                Reconcile();
                break;
            case OrderFailedException failed:
                _log.Warning("{0} of run {1} failed ({2}): {3}", failed.Key, _run, failed.Kind, failed.Message);
                Handle(new OrderFailed(failed.Key, failed.Kind, failed.Message));
                break;
            default:
                // No port may throw this: a fault of ours, which costs each of the child's orders an attempt.
                _log.Error(cause, "Child {0} of run {1} failed unexpectedly", stopped.ActorRef.Path.Name, _run);
                foreach (var key in mine)
                {
                    Self.Tell(new OrderFailed(key, FailureKind.Transient, $"Unexpected {cause.GetType().Name} in {stopped.ActorRef.Path.Name}: {cause.Message}"));
                }

                break;
        }
    }

    /// <summary>Nothing new is begun; the children end what is under way, and what they say of it is still journaled.</summary>
    private void OnSettle()
    {
        _settling = true;
        Timers.CancelAll();
        foreach (var child in Context.GetChildren())
        {
            child.Tell(Runs.Settle.Instance);
        }

        SettleWhenQuiet();
    }

    /// <summary>Looked at once more in a message of its own: what the last child said may have to be persisted first.</summary>
    private void SettleWhenQuiet()
    {
        if (!_settling || Context.GetChildren().Any())
        {
            return;
        }

        if (_quiet)
        {
            _index.Tell(new RunSettled(_run));
            return;
        }

        _quiet = true;
        Self.Tell(new Quiet());
    }

    /// <summary>Whether the database has the event is not known: the journal that the run starts again from tells.</summary>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        _log.Error("The journal did not take event {0} of run {1} ({2}); nothing was acknowledged, and the run starts again from its journal", sequenceNr, _run, cause.Message);
        _asker?.Tell(new Unavailable("The journal did not take it; nothing was acknowledged. Ask again in a moment (with the same Idempotency-Key)."));
    }

    /// <summary>A run that goes on without an event would be another run than its journal says.</summary>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        OnPersistFailure(cause, @event, sequenceNr);
        Context.Stop(Self);
    }

    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        var (index, run, phase) = (_index, _run, _state.Phase);
        void Report(JournalDamage? damage)
        {
            if (damage is not null)
            {
                index.Tell(new RunDamaged(run, damage, phase), ActorRefs.NoSender);
            }
        }

        if (!JournalDamage.Find(Context.System, PersistenceId, LastSequenceNr, reason, message, Report))
        {
            _log.Warning("Run {0} cannot be read from its journal now ({1}); it is tried again", _run, reason.Message);
        }
    }

    private sealed record Quiet;

    /// <summary>Stops the failed child and notes the exception, so that its Terminated can be told apart.</summary>
    private sealed class StopAndRecord(Dictionary<IActorRef, Exception> causes) : OneForOneStrategy(_ => Directive.Stop, loggingEnabled: false)
    {
        protected override Directive Handle(IActorRef child, Exception exception)
        {
            causes[child] = exception;
            return Directive.Stop;
        }
    }
}
