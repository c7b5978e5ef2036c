using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Akka.Pattern;
using Akka.Persistence;
using Pipeline.Actors.Definitions;

namespace Pipeline.Actors.Runs;

/// <summary>The index of all runs: gives ids, holds idempotency keys, starts each run's supervisor, also those a dead service left unfinished.</summary>
public sealed class RunsActor : ReceivePersistentActor
{
    private readonly RunPorts _ports;
    private readonly RunSettings _settings;
    private readonly IPipelines _pipelines;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<RunId, IActorRef> _live = [];
    private readonly Dictionary<RunId, RunPhase> _phases = [];
    private readonly Dictionary<RunId, RunRequest> _requests = [];
    private RunsState _state = RunsState.Empty;

    public RunsActor(RunPorts ports, RunSettings settings, IPipelines pipelines)
    {
        (_ports, _settings, _pipelines) = (ports, settings, pipelines);

        Recover<IRunsEvent>(change => _state = _state.Apply(change));
        Recover<RecoveryCompleted>(_ =>
        {
            foreach (var run in _state.Unfinished)
            {
                Supervise(run);
            }
        });
        Command<StartRun>(Start);
        Command<CancelRun>(Cancel);
        Command<PhaseChanged>(OnPhase);
        Command<FirstEventMissing>(OnFirstEventMissing);
        Command<GetRun>(query => Read(query.Run, query.At ?? long.MaxValue, events => RunAnswers.View(query.Run, events)));
        Command<GetRunEvents>(query => Read(query.Run, long.MaxValue, events => new RunEventList(query.Run, [.. events.Where(e => e.Sequence >= query.From)])));
        Command<ListRuns>(query => Sender.Tell(RunAnswers.List(query, _state, _phases)));
    }

    public override string PersistenceId => "runs";

    private void Start(StartRun start)
    {
        if (start.IdempotencyKey is { } key && _state.Keys.TryGetValue(key, out var known))
        {
            Sender.Tell(_state.Runs[known].Accepted.Fingerprint == start.Fingerprint
                ? new RunAccepted(known, true)
                : new Refused($"The Idempotency-Key '{key}' started run {known} with another pipeline or other parameters. Use a new key."));
            return;
        }

        var run = _settings.NewRunId();
        var request = start.Request;
        var indexed = new RunIndexed(
            run, request.Pipeline.Definition.Name, request.Parameters, start.IdempotencyKey, start.Fingerprint, _settings.Time.GetUtcNow());
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
            _live[cancel.Run].Forward(new Cancel());
        }
    }

    private void OnPhase(PhaseChanged changed)
    {
        _phases[changed.Run] = changed.Phase;
        _requests.Remove(changed.Run);
        if (!changed.Phase.IsFinal() || _state.Runs[changed.Run].Closed is not null)
        {
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
        });
    }

    /// <summary>A run without a first event begins again: by the request still at hand, or, if the service died in between, prepared anew. To begin twice is harmless.</summary>
    private void OnFirstEventMissing(FirstEventMissing missing)
    {
        if (!_state.Runs.TryGetValue(missing.Run, out var run) || run.Closed is not null || !_live.TryGetValue(missing.Run, out var supervisor))
        {
            return;
        }

        try
        {
            var request = _requests.GetValueOrDefault(missing.Run) ?? _pipelines.Prepare(run.Accepted.Pipeline, run.Accepted.Parameters);
            supervisor.Tell(new BeginRun(missing.Run, request, _settings.Journal));
        }
        catch (PortFailureException failure)
        {
            _log.Error("Run {0} was accepted but never began, and cannot any more: {1}", missing.Run, failure.Message);
            Self.Tell(new PhaseChanged(missing.Run, RunPhase.Failed, _settings.Time.GetUtcNow()));
        }
    }

    private IActorRef Supervise(RunId run)
    {
        var supervisor = Props.Create(() => new RunSupervisor(run, _ports, _settings, Self));

        // A failed persist stops the supervisor; it starts again from its journal, at first at once, then ever more patiently.
        var guarded = BackoffSupervisor.Props(
            Backoff.OnStop(supervisor, "run", TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(30), 0.2, maxNrOfRetries: -1));
        return _live[run] = Context.ActorOf(guarded, RunSupervisor.PersistenceIdOf(run));
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
}
