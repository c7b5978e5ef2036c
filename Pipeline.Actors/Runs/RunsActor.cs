using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Akka.Pattern;
using Akka.Persistence;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Journal;

namespace Pipeline.Actors.Runs;

/// <summary>The index of all runs: gives ids, holds idempotency keys, starts each run's supervisor, also those a dead service left unfinished.</summary>
public sealed class RunsActor : ReceivePersistentActor, IWithTimers
{
    private static readonly Unavailable Stopping = new("The service is stopping; unfinished runs go on at its next start.");

    private readonly RunPorts _ports;
    private readonly RunSettings _settings;
    private readonly IPipelines _pipelines;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<RunId, IActorRef> _live = [];
    private readonly Dictionary<RunId, RunPhase> _phases = [];
    private readonly Dictionary<RunId, RunRequest> _requests = [];
    private readonly Dictionary<RunId, JournalDamage> _damaged = [];
    private readonly Dictionary<RunId, string> _elsewhere = [];
    private readonly HashSet<RunId> _unsettled = [];
    private RunsState _state = RunsState.Empty;
    private ResumeQueue _resuming;
    private IActorRef? _settling;
    private long _events;

    public RunsActor(RunPorts ports, RunSettings settings, IPipelines pipelines)
    {
        (_ports, _settings, _pipelines) = (ports, settings, pipelines);
        _resuming = new ResumeQueue(settings.Resume, []);

        Recover<IRunsEvent>(change =>
        {
            MissingEventException.Check(_events, LastSequenceNr);
            (_state, _events) = (_state.Apply(change), LastSequenceNr);
        });
        Recover<RecoveryCompleted>(_ =>
        {
            _resuming = new ResumeQueue(settings.Resume, _state.Unfinished);
            Context.Parent.Tell(new KeptRecovered());
            Resume();
        });
        RecoverAny(other => throw new InvalidOperationException($"a {other.GetType().Name} is no event of the index"));
        Command<StartRun>(Start);
        Command<CancelRun>(Cancel);
        Command<RetryRun>(Retry);
        Command<PhaseChanged>(OnPhase);
        Command<FirstEventMissing>(OnFirstEventMissing);
        Command<GetRun>(query => Read(query.Run, query.At ?? long.MaxValue, events => RunAnswers.View(query, events)));
        Command<GetRunEvents>(query => Read(query.Run, query.To ?? long.MaxValue, events => RunAnswers.Events(query, events)));
        Command<GetRecordedRequest>(query => Read(query.Run, 1, events => RunAnswers.Request(query.Run, events)));
        Command<FindStarted>(query => Sender.Tell(_state.Started(query.IdempotencyKey, query.Fingerprint)));
        Command<RequestReadBack>(OnRequestReadBack);
        Command<ListRuns>(query => Sender.Tell(RunAnswers.List(query, _state, _phases, _damaged, _elsewhere)));
        Command<ResumeMore>(_ =>
        {
            _resuming.Refill();
            Resume();
        });
        Command<RunDamaged>(OnDamaged);
        Command<RunElsewhere>(OnElsewhere);
        Command<SettleRuns>(_ => Settle());
        Command<RunSettled>(settled => OnSettled(settled.Run));

        // What a run's backoff supervisor says while the run waits to start again: nothing of it is under way.
        Command<Unavailable>(_ => OnSettled(RunSupervisor.RunOf(Sender.Path.Name)));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public override string PersistenceId => "runs";

    private void Start(StartRun start)
    {
        if (_state.Started(start.IdempotencyKey, start.Fingerprint) is var known and not KeyUnknown)
        {
            Sender.Tell(known);
            return;
        }

        if (_settling is not null)
        {
            Sender.Tell(Stopping);
            return;
        }

        var run = _settings.NewRunId();
        var request = start.Request with { Pipeline = RecordedPipelines.Share(start.Request.Pipeline) };
        var indexed = new RunIndexed(
            run, request.Pipeline.Definition.Name, request.Parameters, start.IdempotencyKey, start.Fingerprint, _settings.Time.GetUtcNow(), start.RerunOf);
        Persist(indexed, change =>
        {
            _state = _state.Apply(change);
            _requests[run] = request;

            // The run answers the sender itself, when its first event is journaled.
            Supervise(run).Forward(new BeginRun(run, request, _settings.Journal));
        });
    }

    private void Cancel(CancelRun cancel)
    {
        if (!_state.Runs.TryGetValue(cancel.Run, out var run))
        {
            Sender.Tell(new RunNotFound(cancel.Run));
        }
        else if (run.Closed is { } closed)
        {
            Sender.Tell(new CancelAnswer(false, $"Nothing to cancel: the run ended as {closed.State.Word()}."));
        }
        else
        {
            Forward(cancel.Run, new Cancel());
        }
    }

    /// <summary>To a run that goes on; one that still waits to be taken up is taken up for it.</summary>
    private void Forward(RunId run, object message)
    {
        if (_damaged.TryGetValue(run, out var damage))
        {
            Sender.Tell(new JournalDamaged(damage));
        }
        else if (_settling is not null)
        {
            Sender.Tell(Stopping);
        }
        else
        {
            (_live.GetValueOrDefault(run) ?? Supervise(run)).Forward(message);
        }
    }

    /// <summary>Takes up what waits, as fast as the budget allows.</summary>
    private void Resume()
    {
        while (_settling is null && _resuming.Next() is { } run)
        {
            if (_live.ContainsKey(run) || _state.Runs[run].Closed is not null)
            {
                _resuming.Recovered(run);
                continue;
            }

            Supervise(run);
        }

        if (!_resuming.IsEmpty && !Timers.IsTimerActive(nameof(Resume)))
        {
            Timers.StartPeriodicTimer(nameof(Resume), new ResumeMore(), ResumeQueue.Pace);
        }
        else if (_resuming.IsEmpty)
        {
            Timers.Cancel(nameof(Resume));
        }
    }

    private void OnRecovered(RunId run)
    {
        _resuming.Recovered(run);
        Resume();
    }

    /// <summary>Said once: a journal does not mend itself, so the run is not started again before the service is.</summary>
    private void OnDamaged(RunDamaged damaged)
    {
        if (_damaged.TryAdd(damaged.Run, damaged.Damage))
        {
            _log.Error("{0}", damaged.Damage.Text);
        }

        _phases[damaged.Run] = damaged.Phase;
        _requests.Remove(damaged.Run);
        if (_live.Remove(damaged.Run, out var supervisor))
        {
            Context.Stop(supervisor);
        }

        OnSettled(damaged.Run);
        OnRecovered(damaged.Run);
    }

    private void OnElsewhere(RunElsewhere elsewhere)
    {
        _log.Warning("{0}", elsewhere.Why);
        (_phases[elsewhere.Run], _elsewhere[elsewhere.Run]) = (elsewhere.Phase, elsewhere.Why);
        OnRecovered(elsewhere.Run);
    }

    private void Settle()
    {
        _settling = Sender;
        _unsettled.UnionWith(_live.Keys);
        foreach (var supervisor in _live.Values)
        {
            supervisor.Tell(Runs.Settle.Instance);
        }

        AnswerWhenSettled();
    }

    private void OnSettled(RunId run)
    {
        if (_unsettled.Remove(run))
        {
            AnswerWhenSettled();
        }
    }

    private void AnswerWhenSettled()
    {
        if (_unsettled.Count == 0)
        {
            _settling?.Tell(RunsSettled.Instance);
        }
    }

    /// <summary>First the index, then the run: a service that dies in between finds a run that is open and has not gone on yet.</summary>
    private void Retry(RetryRun retry)
    {
        if (!_state.Runs.TryGetValue(retry.Run, out var run))
        {
            Sender.Tell(new RunNotFound(retry.Run));
            return;
        }

        if (_settling is not null || _damaged.ContainsKey(retry.Run))
        {
            Forward(retry.Run, retry);
            return;
        }

        var phase = run.Closed?.State ?? _phases.GetValueOrDefault(retry.Run, RunPhase.Requested);
        if (run.Closed is null || phase == RunPhase.Succeeded)
        {
            Sender.Tell(new Refused(Run.RetryRefusal(retry.Run, phase)));
            return;
        }

        Persist(new RunReopened(retry.Run, run.Try + 1, _settings.Time.GetUtcNow()), change =>
        {
            _state = _state.Apply(change);
            Supervise(retry.Run).Forward(new Retry(retry.Run, change.Try));
        });
    }

    private void OnPhase(PhaseChanged changed)
    {
        _phases[changed.Run] = changed.Phase;
        _requests.Remove(changed.Run);
        OnRecovered(changed.Run);
        if (!changed.Phase.IsFinal() || _state.Runs[changed.Run].Closed is not null)
        {
            return;
        }

        if (changed.Try < _state.Runs[changed.Run].Try)
        {
            // Reopened, but its own journal does not say so yet.
            _live[changed.Run].Tell(new Retry(changed.Run, _state.Runs[changed.Run].Try), ActorRefs.NoSender);
            return;
        }

        Persist(new RunClosed(changed.Run, changed.Phase, changed.At), change =>
        {
            _state = _state.Apply(change);
            _phases.Remove(change.Run);
            if (_live.Remove(change.Run, out var supervisor))
            {
                Context.Stop(supervisor);
            }

            OnSettled(change.Run);
        });
    }

    /// <summary>A run without a first event begins again: by the request still at hand, or, if the service died in between, prepared anew. To begin twice is harmless.</summary>
    private void OnFirstEventMissing(FirstEventMissing missing)
    {
        OnRecovered(missing.Run);
        if (!_state.Runs.TryGetValue(missing.Run, out var run) || run.Closed is not null || !_live.TryGetValue(missing.Run, out var supervisor))
        {
            return;
        }

        if (_requests.GetValueOrDefault(missing.Run) is { } request)
        {
            supervisor.Tell(new BeginRun(missing.Run, request, _settings.Journal, run.Try));
        }
        else if (run.Accepted.RerunOf is { } original)
        {
            var self = Self;
            Context.ActorOf(Props.Create(() => new RunHistory(
                original, 1, events => new RequestReadBack(missing.Run, RunAnswers.Request(original, events)), self)));
        }
        else
        {
            Prepare(missing.Run, run, supervisor);
        }
    }

    private void OnRequestReadBack(RequestReadBack read)
    {
        if (read.Answer is RecordedRequest recorded && _live.TryGetValue(read.Run, out var supervisor))
        {
            supervisor.Tell(new BeginRun(read.Run, recorded.Request, _settings.Journal, _state.Runs[read.Run].Try));
        }
        else if (read.Answer is Refused or JournalDamaged)
        {
            CannotBegin(read.Run, read.Answer is Refused refused ? refused.Why : ((JournalDamaged)read.Answer).Damage.Text);
        }
        else if (read.Answer is Unavailable)
        {
            Timers.StartSingleTimer(read.Run, new FirstEventMissing(read.Run), TimeSpan.FromSeconds(5));
        }
    }

    private void Prepare(RunId id, IndexedRun run, IActorRef supervisor)
    {
        try
        {
            supervisor.Tell(new BeginRun(id, _pipelines.Prepare(run.Accepted.Pipeline, run.Accepted.Parameters), _settings.Journal, run.Try));
        }
        catch (PortFailureException failure)
        {
            CannotBegin(id, failure.Message);
        }
    }

    private void CannotBegin(RunId run, string why)
    {
        _log.Error("Run {0} was accepted but never began, and cannot any more: {1}", run, why);
        Self.Tell(new PhaseChanged(run, RunPhase.Failed, _state.Runs[run].Try, _settings.Time.GetUtcNow()));
    }

    private IActorRef Supervise(RunId run)
    {
        var supervisor = Props.Create(() => new RunSupervisor(run, _ports, _settings, Self));

        // A failed persist stops the supervisor; it starts again from its journal, at first at once, then ever more patiently.
        var guarded = BackoffSupervisor.Props(
            Backoff.OnStop(supervisor, "run", TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10), _settings.RestartJitter, maxNrOfRetries: -1)
                .WithReplyWhileStopped(new Unavailable("The journal did not take the run's last event; the run starts again from its journal in a moment.")));

        // The try before may still be stopping: two children of one name cannot be.
        var name = RunSupervisor.PersistenceIdOf(run);
        return _live[run] = Context.ActorOf(guarded, _state.Runs[run].Try is > 1 and var again ? $"{name}-{again}" : name);
    }

    private void Read(RunId run, long upTo, Func<ImmutableArray<RecordedEvent>, object> answer)
    {
        if (!_state.Runs.ContainsKey(run))
        {
            Sender.Tell(new RunNotFound(run));
            return;
        }

        var asker = Sender;
        Context.ActorOf(Props.Create(() => new RunHistory(run, upTo, answer, asker)));
    }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        // Before anybody is answered: who asks again at once must not be passed on to an actor that is stopping.
        Context.Parent.Tell(new KeptFailed());
        _log.Error("The journal did not take event {0} of the index ({1}); the index starts again from its journal", sequenceNr, cause.Message);
        if (@event is RunIndexed or RunReopened)
        {
            Sender.Tell(new Unavailable("The journal did not say that it took the run, so it counts as not started. Ask again with the same Idempotency-Key: it will not start twice."));
        }
    }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        OnPersistFailure(cause, @event, sequenceNr);
        Context.Stop(Self);
    }

    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        if (!JournalKeeper.Examine(Context, PersistenceId, LastSequenceNr, reason, message))
        {
            _log.Warning("The index of all runs cannot be read now ({0}); it is tried again", reason.Message);
        }
    }

    /// <summary>What the rerun run was asked to do, or why that cannot be read.</summary>
    private sealed record RequestReadBack(RunId Run, object Answer);

    private sealed record ResumeMore;
}
