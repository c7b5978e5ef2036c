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
        Command<RetryRun>(Retry);
        Command<PhaseChanged>(OnPhase);
        Command<FirstEventMissing>(OnFirstEventMissing);
        Command<GetRun>(query => Read(query.Run, query.At ?? long.MaxValue, events => RunAnswers.View(query, events)));
        Command<GetRunEvents>(query => Read(query.Run, query.To ?? long.MaxValue, events => RunAnswers.Events(query, events)));
        Command<GetRecordedRequest>(query => Read(query.Run, 1, events => RunAnswers.Request(query.Run, events)));
        Command<FindStarted>(query => Sender.Tell(_state.Started(query.IdempotencyKey, query.Fingerprint)));
        Command<RequestReadBack>(OnRequestReadBack);
        Command<ListRuns>(query => Sender.Tell(RunAnswers.List(query, _state, _phases)));
    }

    public override string PersistenceId => "runs";

    private void Start(StartRun start)
    {
        if (_state.Started(start.IdempotencyKey, start.Fingerprint) is var known and not KeyUnknown)
        {
            Sender.Tell(known);
            return;
        }

        var run = _settings.NewRunId();
        var request = start.Request;
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
            _live[cancel.Run].Forward(new Cancel());
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
        });
    }

    /// <summary>A run without a first event begins again: by the request still at hand, or, if the service died in between, prepared anew. To begin twice is harmless.</summary>
    private void OnFirstEventMissing(FirstEventMissing missing)
    {
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
        else if (read.Answer is Refused refused)
        {
            CannotBegin(read.Run, refused.Why);
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
            Backoff.OnStop(supervisor, "run", TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(30), _settings.RestartJitter, maxNrOfRetries: -1));
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

    /// <summary>What the rerun run was asked to do, or why that cannot be read.</summary>
    private sealed record RequestReadBack(RunId Run, object Answer);
}
