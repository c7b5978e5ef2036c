using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Pipeline.Actors.Journal;

namespace Pipeline.Actors.Runs;

/// <summary>Told to the index when a run's phase has changed; <paramref name="At"/> is the settled event's time.</summary>
/// <param name="Try">The try that it is in.</param>
public sealed record PhaseChanged(RunId Run, RunPhase Phase, int Try, DateTimeOffset At);

/// <summary>Told to the index by a run that has no first event: the service died between the two.</summary>
public sealed record FirstEventMissing(RunId Run);

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
    private bool _recovered;

    public RunSupervisor(RunId run, RunPorts ports, RunSettings settings, IActorRef index)
    {
        (_run, _settings, _children, _index) = (run, settings, new RunChildren(ports, settings), index);

        Recover<IRunEvent>(change => _state = _settings.Core.Apply(_state, change));
        Recover<RecoveryCompleted>(_ => OnRecovered());
        Command<IRunInput>(Handle);
        Command<Terminated>(OnChildStopped);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public override string PersistenceId => PersistenceIdOf(_run);

    public static string PersistenceIdOf(RunId run) => $"run-{run}";

    /// <summary>A failed child is stopped, never restarted: whether its order is offered again is the run's decision, and journaled.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new StopAndRecord(_causes);

    private void OnRecovered()
    {
        if (_state.Request is null)
        {
            _index.Tell(new FirstEventMissing(_run));
            return;
        }

        // Whatever was outstanding may have been begun by the service that wrote these events.
        _recovered = true;
        Reconcile();
        _recovered = false;
        _index.Tell(new PhaseChanged(_run, _state.Phase, _state.Try, _state.FinishedAt ?? _settings.Time.GetUtcNow()));
    }

    private void Handle(IRunInput input)
    {
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

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        _log.Error(cause, "The journal did not take event {0} of run {1}; nothing was acknowledged and the run starts again from its journal", sequenceNr, _run);

    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        _log.Error(reason, "Run {0} cannot be recovered from its journal (after event {1}): {2}", _run, LastSequenceNr, reason.Message);

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
