using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using Pipeline.Actors.Journal;
using Pipeline.Actors.Runs;

namespace Pipeline.Actors.Ledger;

/// <summary>
/// The shell around <see cref="Reconciliation"/>: at start, on a timer and when something has become old enough it looks at the outside, removes what
/// finished runs left, and records it. It also keeps the account of every finished run, and answers for the ledger. Its parent is a
/// <see cref="JournalKeeper"/>.
/// </summary>
public sealed class LedgerActor : ReceivePersistentActor, IWithTimers
{
    /// <summary>Finished runs without an account that one look catches up with: a journal of an older version has thousands.</summary>
    private const int CatchUp = 200;

    private readonly IActorRef _runs;
    private readonly IInventory _inventory;
    private readonly LedgerSettings _settings;
    private readonly Reconciliation _reconciliation;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly LiveLedgers _live = new();
    private readonly Dictionary<IActorRef, Action<Surveyed>> _surveys = [];
    private readonly Dictionary<IActorRef, IActorRef> _askers = [];
    private readonly HashSet<ThingKey> _removing = [];
    private LedgerState _state = LedgerState.Empty;
    private Looks _looks = Looks.None;
    private ImmutableHashSet<Unseen> _unseen = [];
    private int _confirming;
    private bool _looking;
    private long _events;

    public LedgerActor(IActorRef runs, IInventory inventory, LedgerSettings settings)
    {
        (_runs, _inventory, _settings) = (runs, inventory, settings);
        _reconciliation = new Reconciliation(settings.Journal, settings.Settle);

        Recover<ILedgerEvent>(change =>
        {
            MissingEventException.Check(_events, LastSequenceNr);
            (_state, _events) = (_state.Apply(change), LastSequenceNr);
        });
        Recover<RecoveryCompleted>(_ =>
        {
            Context.Parent.Tell(new KeptRecovered());
            Self.Tell(new Look());
        });
        RecoverAny(other => throw new InvalidOperationException($"a {other.GetType().Name} is no event of the ledger"));
        Command<RecordedEvent>(OnRunEvent);
        Command<Look>(_ => Reconcile());
        Command<GetResources>(Answer);
        Command<RemoveThing>(OnRequest);
        Command<Surveyed>(OnSurveyed);
        Command<SurveyFailed>(OnSurveyFailed);
        Command<RemovalTaken>(OnTaken);
        Command<RemovalFailed>(OnFailed);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public override string PersistenceId => PersistentId;

    /// <summary>Frozen: it stands in the journal.</summary>
    public const string PersistentId = "ledger";

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(RecordedEvent));
        base.PreStart();
    }

    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        base.PostStop();
    }

    private void OnRunEvent(RecordedEvent recorded)
    {
        if (_live.After(recorded) is { EndedAt: { } ended } ledger)
        {
            Record(_state.Account(ledger, ended, Now), () => _live.Forget(ledger.Run));
        }
    }

    private void Reconcile()
    {
        SetAlarm(_settings.Every);
        if (_looking)
        {
            return;
        }

        _looking = true;
        var (state, live) = (_state, _live.All.Keys.ToImmutableHashSet());
        Ask((inventory, runs) => Finished(state, runs).Where(run => !live.Contains(run)).Take(CatchUp), surveyed =>
        {
            _looking = false;
            TellUnseen(surveyed.Inventory);

            // The index is told after the run's last event: one that it does not call finished may be about to be continued.
            var book = Book(surveyed);
            foreach (var ledger in surveyed.Ledgers.Values.Where(ledger => ledger.EndedAt is not null && book.Runs[ledger.Run].State.IsFinal()))
            {
                Record(_state.Account(ledger, ledger.EndedAt!.Value, Now));
            }

            Decide(surveyed);
        });
    }

    /// <summary>Once, until it is seen again: what cannot be looked at cannot be cleaned up either.</summary>
    private void TellUnseen(Inventory inventory)
    {
        ImmutableHashSet<Unseen> unseen = [.. inventory.Unseen.Where(unseen => Survey.Kinds.Contains(unseen.Kind))];
        foreach (var (kind, why) in unseen.Except(_unseen))
        {
            _log.Warning("What there is of kind {0} cannot be seen, and nothing of it is cleaned up: {1}", kind, why);
        }

        _unseen = unseen;
    }

    private static IEnumerable<RunId> Finished(LedgerState state, ImmutableDictionary<RunId, RunSummary> runs) => runs
        .Where(run => run.Value.State.IsFinal() && !LedgerBook.IsAccounted(state, run.Key, run.Value))
        .OrderByDescending(run => run.Value.EndedAt)
        .Select(run => run.Key);

    private void Decide(Surveyed surveyed)
    {
        var book = Book(surveyed);
        var decided = _reconciliation.Decide(book, surveyed.Inventory, _looks, Now);
        _looks = decided.Looks;
        foreach (var gone in decided.Gone)
        {
            Record(gone);
        }

        foreach (var leftover in decided.Leftovers)
        {
            if (_removing.Add(ThingKey.Of(leftover.Thing)))
            {
                Remove(leftover.Thing, leftover.Why, asker: null);
            }
        }

        var young = decided.Next is { } next ? next - Now : _settings.Every;
        var unconfirmed = _state.Removals.IsEmpty ? _settings.Every : _settings.Confirming.DelayAfter(_confirming++);
        SetAlarm(young < unconfirmed ? young : unconfirmed);
    }

    /// <summary>The intent first; asked for a second time it is in the journal already.</summary>
    private void Remove(InventoryItem thing, string why, IActorRef? asker)
    {
        var key = ThingKey.Of(thing);
        if (_state.Removals.ContainsKey(key))
        {
            Call(thing, asker);
            return;
        }

        Record(new RemovalRequested(thing.Kind, thing.Name, thing.Id, thing.Journal!, thing.Run, why, Now), () => Call(thing, asker));
    }

    private void Call(InventoryItem thing, IActorRef? asker) => Begin(thing).PipeTo(
        Self, success: _ => new RemovalTaken(thing, asker), failure: failure => new RemovalFailed(thing, failure.Message, asker));

    /// <summary>A port that throws before its first await must not throw into the actor's own code.</summary>
    private async Task<bool> Begin(InventoryItem thing)
    {
        await _inventory.Remove(thing, CancellationToken.None);
        return true;
    }

    private void OnTaken(RemovalTaken taken)
    {
        _removing.Remove(ThingKey.Of(taken.Thing));
        taken.Asker?.Tell(new RemovalAccepted($"The {taken.Thing.Kind} {taken.Thing.Name} is being removed."));
        _confirming = 0;
        SetAlarm(_settings.Confirming.First);
    }

    private void OnFailed(RemovalFailed failed)
    {
        _removing.Remove(ThingKey.Of(failed.Thing));
        _log.Warning("The {0} {1} could not be removed and is tried again: {2}", failed.Thing.Kind, failed.Thing.Name, failed.Why);
        failed.Asker?.Tell(new Refused($"The {failed.Thing.Kind} {failed.Thing.Name} could not be removed: {failed.Why}"));
    }

    private void Answer(GetResources query)
    {
        var (state, live, asker) = (_state, _live.All.Keys.ToImmutableHashSet(), Sender);
        Ask((_, runs) => LedgerReading.Needed(state, runs, query).Where(run => !live.Contains(run)), surveyed =>
            asker.Tell(LedgerReading.Answer(Book(surveyed), surveyed, query, _settings.Journal, Now)), asker);
    }

    private void OnRequest(RemoveThing wanted)
    {
        var asker = Sender;
        Ask((_, _) => [], surveyed =>
        {
            var (thing, refusal) = RemovalRules.Choose(wanted, Book(surveyed), surveyed.Inventory, _settings.Journal);
            if (thing is null)
            {
                asker.Tell(new Refused(refusal!));
            }
            else
            {
                Remove(thing, "Removed on request.", asker);
            }
        }, asker);
    }

    private void Ask(
        Func<Inventory, ImmutableDictionary<RunId, RunSummary>, IEnumerable<RunId>> needed, Action<Surveyed> then, IActorRef? asker = null)
    {
        var survey = Context.ActorOf(Props.Create(() => new Survey(_inventory, _runs, needed)));
        _surveys[survey] = then;
        if (asker is not null)
        {
            _askers[survey] = asker;
        }
    }

    private void OnSurveyed(Surveyed surveyed)
    {
        _askers.Remove(Sender);
        if (_surveys.Remove(Sender, out var then))
        {
            then(surveyed);
            foreach (var read in surveyed.Ledgers.Values)
            {
                _live.Follow(read);
            }
        }
    }

    private void OnSurveyFailed(SurveyFailed failed)
    {
        _surveys.Remove(Sender);
        _looking = _askers.ContainsKey(Sender) && _looking;
        _log.Warning("The ledger could not be compared with the outside: {0}", failed.Why);
        if (_askers.Remove(Sender, out var asker))
        {
            asker.Tell(new Refused(failed.Why));
        }
    }

    private LedgerBook Book(Surveyed surveyed) => new(_state, surveyed.Ledgers.SetItems(_live.All), surveyed.Runs);

    private void Record(ILedgerEvent change, Action? then = null) => Persist(change, recorded =>
    {
        _state = _state.Apply(recorded);
        Context.System.EventStream.Publish(recorded);
        then?.Invoke();
    });

    private void SetAlarm(TimeSpan delay) => Timers.StartSingleTimer("look", new Look(), delay < _settings.Every ? delay : _settings.Every);

    private DateTimeOffset Now => _settings.Time.GetUtcNow();

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        Context.Parent.Tell(new KeptFailed());
        _log.Error("The journal did not take event {0} of the ledger ({1}); the ledger starts again from its journal", sequenceNr, cause.Message);
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
            _log.Warning("The ledger cannot be read from its journal now ({0}); it is tried again", reason.Message);
        }
    }

    private sealed record Look;

    private sealed record RemovalTaken(InventoryItem Thing, IActorRef? Asker);

    private sealed record RemovalFailed(InventoryItem Thing, string Why, IActorRef? Asker);
}
