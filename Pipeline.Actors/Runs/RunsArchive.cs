using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using Pipeline.Actors.Journal;

namespace Pipeline.Actors.Runs;

/// <summary>The index for readers: the same questions over the same journal while no service is up. It starts no run and persists nothing.</summary>
public sealed class RunsArchive : ReceivePersistentActor
{
    private readonly Dictionary<RunId, RunPhase> _phases = [];
    private readonly Dictionary<RunId, JournalDamage> _damaged = [];
    private RunsState _state = RunsState.Empty;
    private long _events;
    private int _unread;

    public RunsArchive()
    {
        Recover<IRunsEvent>(change =>
        {
            MissingEventException.Check(_events, LastSequenceNr);
            (_state, _events) = (_state.Apply(change), LastSequenceNr);
        });
        Recover<RecoveryCompleted>(_ =>
        {
            Context.Parent.Tell(new KeptRecovered());
            ReadPhases();
        });
        RecoverAny(other => throw new InvalidOperationException($"a {other.GetType().Name} is no event of the index"));
        Command<PhaseChanged>(read =>
        {
            _phases[read.Run] = read.Phase;
            Count();
        });
        Command<JournalDamaged>(unreadable =>
        {
            _damaged[RunId.Parse(unreadable.Damage.PersistenceId[RunSupervisor.IdPrefix.Length..])] = unreadable.Damage;
            Count();
        });
        Command<Unavailable>(_ => Count());
        CommandAny(_ => Stash.Stash());
    }

    public override string PersistenceId => "runs";

    /// <summary>The index knows how runs ended; where the others are is in their own journals.</summary>
    private void ReadPhases()
    {
        _unread = 1;
        foreach (var run in _state.Unfinished)
        {
            _unread++;
            Ask(run, events => new PhaseChanged(run, RunAnswers.Fold(events).Phase, 1, default), Self);
        }

        Count();
    }

    private void Count()
    {
        if (--_unread == 0)
        {
            Become(Answering);
            Stash.UnstashAll();
        }
    }

    private void Answering()
    {
        Command<ListRuns>(query => Sender.Tell(RunAnswers.List(query, _state, _phases, _damaged, ImmutableDictionary<RunId, string>.Empty)));
        Command<GetRun>(query => Read(query.Run, events => RunAnswers.View(query, events), query.At));
        Command<GetRunEvents>(query => Read(query.Run, events => RunAnswers.Events(query, events), query.To));
    }

    private void Read(RunId run, Func<ImmutableArray<RecordedEvent>, object> answer, long? upTo = null)
    {
        if (_state.Runs.ContainsKey(run))
        {
            Ask(run, answer, Sender, upTo);
        }
        else
        {
            Sender.Tell(new RunNotFound(run));
        }
    }

    private static void Ask(RunId run, Func<ImmutableArray<RecordedEvent>, object> answer, IActorRef asker, long? upTo = null) =>
        Context.ActorOf(Props.Create(() => new RunHistory(run, upTo ?? long.MaxValue, answer, asker)));

    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        JournalKeeper.Examine(Context, PersistenceId, LastSequenceNr, reason, message);
}
