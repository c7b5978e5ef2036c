using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using Pipeline.Actors.Journal;
using Pipeline.Actors.Runs;

namespace Pipeline.Actors.Ledger;

/// <summary>The ledger for readers: the same answers over the same journal while no service is up. It removes and persists nothing. Its parent is a <see cref="JournalKeeper"/>.</summary>
public sealed class LedgerArchive : ReceivePersistentActor
{
    private readonly Dictionary<IActorRef, (GetResources Query, IActorRef Asker)> _surveys = [];
    private readonly string? _journal;
    private readonly TimeProvider _time;
    private LedgerState _state = LedgerState.Empty;
    private long _events;

    /// <param name="runs">The archive of the index.</param>
    /// <param name="inventory">The outside, as far as it can be asked.</param>
    /// <param name="journal">The journal's id; null when it has none yet.</param>
    /// <param name="time">For instance-hours until now.</param>
    public LedgerArchive(IActorRef runs, IInventory inventory, string? journal, TimeProvider time)
    {
        (_journal, _time) = (journal, time);
        Recover<ILedgerEvent>(change =>
        {
            MissingEventException.Check(_events, LastSequenceNr);
            (_state, _events) = (_state.Apply(change), LastSequenceNr);
        });
        Recover<RecoveryCompleted>(_ => Context.Parent.Tell(new KeptRecovered()));
        RecoverAny(other => throw new InvalidOperationException($"a {other.GetType().Name} is no event of the ledger"));
        Command<GetResources>(query =>
        {
            var state = _state;
            Func<Inventory, ImmutableDictionary<RunId, RunSummary>, IEnumerable<RunId>> needed = (_, known) => LedgerReading.Needed(state, known, query);
            _surveys[Context.ActorOf(Props.Create(() => new Survey(inventory, runs, needed)))] = (query, Sender);
        });
        Command<Surveyed>(surveyed => Answer(query => LedgerReading.Answer(
            new LedgerBook(_state, surveyed.Ledgers, surveyed.Runs), surveyed, query, _journal, _time.GetUtcNow())));
        Command<SurveyFailed>(failed => Answer(_ => new Refused(failed.Why)));
    }

    public override string PersistenceId => LedgerActor.PersistentId;

    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        JournalKeeper.Examine(Context, PersistenceId, LastSequenceNr, reason, message);

    private void Answer(Func<GetResources, object> answer)
    {
        if (_surveys.Remove(Sender, out var asked))
        {
            asked.Asker.Tell(answer(asked.Query));
        }
    }
}
