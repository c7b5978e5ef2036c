using System.Collections.Immutable;
using Akka.Actor;
using Pipeline.Actors.Runs;

namespace Pipeline.Actors.Ledger;

/// <summary>What a survey found.</summary>
/// <param name="Inventory">The outside, as it was before the index was read.</param>
/// <param name="Runs">The index.</param>
/// <param name="Ledgers">Of the runs whose events had to be read.</param>
/// <param name="Problems">Why others could not be.</param>
public sealed record Surveyed(
    Inventory Inventory, ImmutableDictionary<RunId, RunSummary> Runs, ImmutableDictionary<RunId, RunLedger> Ledgers, ImmutableArray<string> Problems);

/// <summary>The survey could not be made.</summary>
public sealed record SurveyFailed(string Why);

/// <summary>Looks at the outside, then at the index, then reads the events of those runs that are not known otherwise. It tells its parent and ends.</summary>
public sealed class Survey : ReceiveActor
{
    /// <summary>Journals read at once: a thousand unfinished runs must not take all threads of a service that has just started.</summary>
    private const int AtOnce = 8;

    /// <summary>The kinds that runs ask for.</summary>
    public static readonly ImmutableArray<string> Kinds = [Resource.Roles, Resource.Cluster, Resource.Session, Resource.Warehouse];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly IInventory _inventory;
    private readonly IActorRef _runs;
    private readonly CancellationTokenSource _end = new();
    private readonly ImmutableDictionary<RunId, RunLedger>.Builder _ledgers = ImmutableDictionary.CreateBuilder<RunId, RunLedger>();
    private readonly ImmutableArray<string>.Builder _problems = ImmutableArray.CreateBuilder<string>();
    private readonly Queue<RunId> _toRead = new();
    private Inventory _found = Inventory.Empty;
    private ImmutableDictionary<RunId, RunSummary> _index = ImmutableDictionary<RunId, RunSummary>.Empty;
    private int _reading;

    /// <param name="inventory">The outside.</param>
    /// <param name="runs">Answers <see cref="ListRuns"/>.</param>
    /// <param name="needed">The runs whose events have to be read, given the outside and the index.</param>
    public Survey(IInventory inventory, IActorRef runs, Func<Inventory, ImmutableDictionary<RunId, RunSummary>, IEnumerable<RunId>> needed)
    {
        (_inventory, _runs) = (inventory, runs);
        Receive<Looked>(looked =>
        {
            _found = looked.Inventory;
            _runs.Tell(new ListRuns());
        });
        Receive<RunList>(list =>
        {
            _index = LedgerBook.ByRun(list);
            foreach (var run in needed(_found, _index))
            {
                _toRead.Enqueue(run);
            }

            Read();
        });
        Receive<RunRead>(read =>
        {
            if (read.Ledger is { } ledger)
            {
                _ledgers[ledger.Run] = ledger;
            }

            _reading--;
            Read();
        });
        Receive<Refused>(refused => Unread(refused.Why));
        Receive<JournalDamaged>(damaged => Unread(damaged.Damage.Text));
        Receive<Unavailable>(away => Unread(away.Why));
        Receive<ReceiveTimeout>(_ => End(new SurveyFailed($"The outside, the index or a run's journal did not answer within {Patience.TotalMinutes} minutes.")));
    }

    protected override void PreStart()
    {
        Context.SetReceiveTimeout(Patience);
        Look().PipeTo(Self);
    }

    protected override void PostStop() => _end.Cancel();

    /// <summary>An outside that cannot be asked is no end of the ledger: it is told as not seen.</summary>
    private async Task<Looked> Look()
    {
        try
        {
            return new Looked(await _inventory.List(_end.Token));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // One entry for each kind: that nothing is listed says nothing of any.
            return new Looked(new Inventory([], [.. Kinds.Select(kind => new Unseen(kind, failure.Message))]));
        }
    }

    /// <summary>A run that cannot be read is told; an index that cannot be read leaves nothing to tell.</summary>
    private void Unread(string why)
    {
        if (_reading == 0)
        {
            End(new SurveyFailed(why));
            return;
        }

        _problems.Add(why);
        _reading--;
        Read();
    }

    private void Read()
    {
        while (_reading < AtOnce && _toRead.TryDequeue(out var run))
        {
            _reading++;
            Context.ActorOf(Props.Create(() => new RunHistory(run, long.MaxValue, events => new RunRead(RunLedger.Of(events)), Self)));
        }

        if (_reading == 0)
        {
            End(new Surveyed(_found, _index, _ledgers.ToImmutable(), _problems.ToImmutable()));
        }
    }

    private void End(object outcome)
    {
        Context.Parent.Tell(outcome);
        Context.Stop(Self);
    }

    private sealed record Looked(Inventory Inventory);

    private sealed record RunRead(RunLedger? Ledger);
}
