using System.Collections.Immutable;
using Pipeline.Actors.Runs;

namespace Pipeline.Actors.Ledger;

/// <summary>Puts the ledger and the outside beside each other: pure, the same while a service is up and later.</summary>
public static class ResourceRows
{
    public const string There = "there";
    public const string Gone = "gone";
    public const string NotSeen = "unseen";
    public const string ThisJournal = "this journal";

    public static ImmutableArray<ResourceRow> Of(LedgerBook book, Inventory inventory, GetResources query, string? journal, DateTimeOffset now)
    {
        var runs = query.Run is { } one ? [one] : book.Runs.Values.OrderBy(run => run.RequestedAt).Select(run => RunId.Parse(run.RunId));
        var things = inventory.Things.ToLookup(thing => (thing.Run, thing.Kind, thing.Name));
        var matched = new HashSet<InventoryItem>();
        var rows = ImmutableArray.CreateBuilder<ResourceRow>();
        foreach (var run in runs)
        {
            var (owner, entries) = book.Of(run);
            foreach (var entry in entries)
            {
                // Of several of one name the one with the known id; the others are on no ledger.
                var named = things[(run.Value, entry.Kind, entry.Name)].Where(thing => thing.Journal == owner).ToList();
                var seen = named.Find(thing => thing.Id == entry.Id) ?? named.FirstOrDefault();
                if (seen is not null)
                {
                    matched.Add(seen);
                }

                if (query.All || entry.MayExist || seen is not null)
                {
                    rows.Add(Known(run, owner!, entry, seen, inventory, journal, now));
                }
            }
        }

        rows.AddRange(inventory.Things
            .Where(thing => !matched.Contains(thing) && (query.Run is null || thing.Run == query.Run.Value.Value))
            .Select(thing => Unknown(thing, journal)));
        return rows.ToImmutable();
    }

    private static ResourceRow Known(
        RunId run, string owner, LedgerEntry entry, InventoryItem? seen, Inventory inventory, string? journal, DateTimeOffset now) => new()
        {
            Kind = entry.Kind,
            Name = entry.Name,
            Id = seen?.Id ?? entry.Id,
            State = entry.Status,
            Since = entry.Since,
            AskedAt = entry.AskedAt,
            RemovedAt = entry.EndedAt,
            InstanceHours = entry.InstanceHours(now),
            Run = run.Value,
            Journal = owner,
            Owner = OwnerOf(owner, journal),
            Outside = seen is not null ? There : entry.Id == LedgerEntry.NoneNeeded ? LedgerEntry.NoneNeeded : inventory.Covers(entry.Kind) ? Gone : NotSeen,
            OutsideState = seen?.State,
            Why = entry.Why ?? seen?.Kept,
            PartOf = seen?.PartOf,
        };

    private static ResourceRow Unknown(InventoryItem thing, string? journal) => new()
    {
        Kind = thing.Kind,
        Name = thing.Name,
        Id = thing.Id,
        Since = thing.Since,
        Run = thing.Run,
        Journal = thing.Journal,
        Owner = OwnerOf(thing.Journal, journal),
        Outside = There,
        OutsideState = thing.State,
        Why = thing.Kept,
        PartOf = thing.PartOf,
    };

    private static string OwnerOf(string? owner, string? journal) => owner is null ? "no journal" : owner == journal ? ThisJournal : "another journal";
}
