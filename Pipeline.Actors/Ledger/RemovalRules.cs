using System.Collections.Immutable;
using Pipeline.Actors.Runs;

namespace Pipeline.Actors.Ledger;

/// <summary>What somebody may have removed by name, and why not.</summary>
public static class RemovalRules
{
    /// <summary>The one thing that is meant, or why there is none to remove.</summary>
    public static (InventoryItem? Thing, string? Refusal) Choose(RemoveThing wanted, LedgerBook book, Inventory inventory, string journal)
    {
        ImmutableArray<InventoryItem> named = [.. inventory.Things.Where(thing =>
            thing.Kind == wanted.Kind && thing.Name == wanted.Name && (wanted.Id is null || thing.Id == wanted.Id))];
        return named switch
        {
            [] when !inventory.Covers(wanted.Kind) =>
                (null, $"Whether there is a {wanted.Kind} {wanted.Name} cannot be seen now: {string.Join(' ', inventory.Unseen.Where(u => u.Kind == wanted.Kind).Select(u => u.Why))}"),
            [] => (null, $"There is no {wanted.Kind} {wanted.Name} outside{(wanted.Id is null ? "" : $" with the id {wanted.Id}")}: ./pipeline resources lists what there is."),
            [var thing] => Refusal(thing, book, journal) is { } why ? (null, why) : (thing, null),
            _ => (null, $"There are {named.Length} of that name; say which by --id: {string.Join(", ", named.Select(thing => thing.Id))}."),
        };
    }

    private static string? Refusal(InventoryItem thing, LedgerBook book, string journal)
    {
        if (thing.Journal is null)
        {
            return $"The {thing.Kind} {thing.Name} carries no journal's mark: it is not removed from here.";
        }

        return thing.Journal == journal && book.Run(thing.Run) is { } run && !run.State.IsFinal()
            ? $"The {thing.Kind} {thing.Name} belongs to run {thing.Run}, which is {run.State.Word()}: cancel the run instead (./pipeline cancel {thing.Run})."
            : null;
    }
}
