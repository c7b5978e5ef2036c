using System.Collections.Immutable;
using Pipeline.Actors.Runs;

namespace Pipeline.Actors.Ledger;

/// <summary>How <see cref="GetResources"/> is answered: pure, the same while a service is up and from its archive.</summary>
public static class LedgerReading
{
    /// <summary>The runs whose own events are needed: those without an account, as unfinished ones are.</summary>
    public static IEnumerable<RunId> Needed(LedgerState state, ImmutableDictionary<RunId, RunSummary> runs, GetResources query) => runs
        .Where(run => (query.Run is null || query.Run == run.Key) && !LedgerBook.IsAccounted(state, run.Key, run.Value))
        .Select(run => run.Key);

    public static object Answer(LedgerBook book, Surveyed surveyed, GetResources query, string? journal, DateTimeOffset now) =>
        query.Run is { } run && !book.Runs.ContainsKey(run)
            ? new RunNotFound(run)
            : new ResourceList(ResourceRows.Of(book, surveyed.Inventory, query, journal, now), surveyed.Inventory.Unseen, surveyed.Problems);
}
