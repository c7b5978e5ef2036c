using System.Collections.Immutable;
using Pipeline.Actors.Runs;

namespace Pipeline.Actors.Ledger;

/// <summary>A thing outside that nobody will remove unless it is done here.</summary>
public sealed record Leftover(InventoryItem Thing, string Why);

/// <summary>What has to be remembered from one look at the outside to the next.</summary>
/// <param name="Seen">Since when each thing is seen, by this service.</param>
/// <param name="Missed">What the ledger still has and the last look did not find.</param>
public sealed record Looks(ImmutableDictionary<ThingKey, DateTimeOffset> Seen, ImmutableHashSet<(RunId Run, string Kind, string Name)> Missed)
{
    public static readonly Looks None = new(ImmutableDictionary<ThingKey, DateTimeOffset>.Empty, []);
}

/// <summary>What follows from one look.</summary>
/// <param name="Leftovers">To be removed.</param>
/// <param name="Gone">To be recorded.</param>
/// <param name="Looks">For the next look.</param>
/// <param name="Next">When something that is too young now will be old enough; null for nothing.</param>
public sealed record Reconciled(ImmutableArray<Leftover> Leftovers, ImmutableArray<GoneConfirmed> Gone, Looks Looks, DateTimeOffset? Next);

/// <summary>Compares the ledger with the outside. It removes only what carries this journal's mark and belongs to no unfinished run.</summary>
/// <param name="Journal">This journal's id.</param>
/// <param name="Settle">A run that ended, and a thing of no known run, are left alone for so long: the outside may be removing it, its event may be on its way.</param>
public sealed record Reconciliation(string Journal, TimeSpan Settle)
{
    /// <param name="book">The index in it was read after the inventory: a thing that was made before the look belongs to a run in it.</param>
    /// <param name="inventory">What the look saw.</param>
    /// <param name="looks">From the looks before.</param>
    /// <param name="now">The time.</param>
    public Reconciled Decide(LedgerBook book, Inventory inventory, Looks looks, DateTimeOffset now)
    {
        var seen = inventory.Things.Select(ThingKey.Of).Distinct().ToImmutableDictionary(key => key, key => looks.Seen.GetValueOrDefault(key, now));
        var leftovers = ImmutableArray.CreateBuilder<Leftover>();
        DateTimeOffset? next = null;
        foreach (var thing in inventory.Things)
        {
            if (WhyLeft(book, thing) is not { } why || WaitsForOthers(inventory, thing))
            {
                continue;
            }

            var due = Settled(book, thing, seen[ThingKey.Of(thing)]);
            if (due <= now)
            {
                leftovers.Add(new Leftover(thing, why));
            }
            else if (next is null || due < next)
            {
                next = due;
            }
        }

        var missing = Missing(book, inventory).ToImmutableHashSet();
        return new Reconciled(leftovers.ToImmutable(), [.. Gone(book, inventory, looks, missing, now)], new Looks(seen, missing), next);
    }

    /// <summary>Null for what is not this journal's, is there on purpose, is leaving already, or has a run that will see to it.</summary>
    private string? WhyLeft(LedgerBook book, InventoryItem thing)
    {
        if (thing.Journal != Journal || thing.Run is null || thing.Kept is not null || thing.Leaving || book.EntryOf(thing) is { Status: LedgerStatus.Kept })
        {
            return null;
        }

        return book.Run(thing.Run) switch
        {
            null => $"It carries this journal's mark and run {thing.Run}, which the index does not know.",
            // What a run kept on purpose has to be known before anything of it is judged.
            { } run when run.State.IsFinal() && book.Of(RunId.Parse(run.RunId)).Journal is not null => $"Run {thing.Run} ended as {run.State.Word()} and left it.",
            _ => null,
        };
    }

    /// <summary>A part goes with its whole (whatever else bears that name is waited for as well), and roles are needed by whatever of the run is still there.</summary>
    private static bool WaitsForOthers(Inventory inventory, InventoryItem thing) => inventory.Things.Any(other =>
        other.Journal == thing.Journal && other.Run == thing.Run && other != thing
        && other.Kind != Resource.Roles && (thing.Kind == Resource.Roles || thing.PartOf == other.Name));

    private DateTimeOffset Settled(LedgerBook book, InventoryItem thing, DateTimeOffset seenSince) =>
        (book.Run(thing.Run)?.EndedAt ?? thing.Since ?? seenSince) + Settle;

    /// <summary>What finished runs left or kept, and what is not there any more.</summary>
    private static IEnumerable<(RunId Run, string Kind, string Name)> Missing(LedgerBook book, Inventory inventory)
    {
        var there = inventory.Things.Select(thing => (thing.Run, thing.Kind, thing.Name)).ToHashSet();
        return book.State.Accounts.Values
            .Where(account => book.IsAccounted(account.Run))
            .SelectMany(account => account.Entries
                .Where(entry => entry.MayExist && inventory.Covers(entry.Kind) && !there.Contains((account.Run.Value, entry.Kind, entry.Name)))
                .Select(entry => (account.Run, entry.Kind, entry.Name)));
    }

    /// <summary>One look that does not find a thing is believed where its removal was asked for; where nobody did, it takes two.</summary>
    private static IEnumerable<GoneConfirmed> Gone(
        LedgerBook book, Inventory inventory, Looks looks, ImmutableHashSet<(RunId Run, string Kind, string Name)> missing, DateTimeOffset now)
    {
        var there = inventory.Things.Select(ThingKey.Of).ToHashSet();
        var removed = book.State.Removals.Where(removal => inventory.Covers(removal.Key.Kind) && !there.Contains(removal.Key)).Select(removal => removal.Value).ToList();
        foreach (var removal in removed)
        {
            yield return new GoneConfirmed(removal.Kind, removal.Name, removal.Id, removal.Run, now);
        }

        foreach (var (run, kind, name) in missing.Intersect(looks.Missed))
        {
            if (!removed.Exists(removal => removal.Run == run.Value && removal.Kind == kind && removal.Name == name))
            {
                yield return new GoneConfirmed(kind, name, null, run.Value, now);
            }
        }
    }
}
