using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using Pipeline.Actors.Journal;

namespace Pipeline.Actors.Runs;

/// <summary>Reads a run's journal up to an event and answers one question about it. It never persists: the same fold, live or later.</summary>
public sealed class RunHistory : ReceivePersistentActor
{
    private readonly RunId _run;
    private readonly long _upTo;
    private readonly IActorRef _asker;
    private readonly ImmutableArray<RecordedEvent>.Builder _events = ImmutableArray.CreateBuilder<RecordedEvent>();
    private RunState _state = RunState.Empty;

    /// <param name="run">Whose journal.</param>
    /// <param name="upTo">The last event to read; <see cref="long.MaxValue"/> for all there are.</param>
    /// <param name="answer">Makes the answer from the events.</param>
    /// <param name="asker">Who gets it.</param>
    public RunHistory(RunId run, long upTo, Func<ImmutableArray<RecordedEvent>, object> answer, IActorRef asker)
    {
        (_run, _upTo, _asker) = (run, upTo, asker);
        Recover<IRunEvent>(Add);
        Recover<RecoveryCompleted>(_ =>
        {
            asker.Tell(answer(_events.ToImmutable()));
            Context.Stop(Self);
        });
        RecoverAny(other => throw new InvalidOperationException($"a {other.GetType().Name} is no event of a run"));
        CommandAny(Unhandled);
    }

    public override string PersistenceId => RunSupervisor.PersistenceIdOf(_run);

    public override Recovery Recovery => new(SnapshotSelectionCriteria.None, _upTo);

    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        var asker = _asker;
        var away = new Unavailable($"The journal of run {_run} cannot be read now: {reason.Message}");
        void Report(JournalDamage? damage) => asker.Tell(damage is null ? away : new JournalDamaged(damage), ActorRefs.NoSender);

        if (!JournalDamage.Find(Context.System, PersistenceId, LastSequenceNr, reason, message, Report))
        {
            Report(null);
        }
    }

    /// <summary>Folded as it is read: an event that does not fit is found where it stands.</summary>
    private void Add(IRunEvent change)
    {
        MissingEventException.Check(_events.Count, LastSequenceNr);
        _state = Run.Apply(_state, change);
        _events.Add(new RecordedEvent(_run, LastSequenceNr, EventManifests.Of(change), change));
    }
}
