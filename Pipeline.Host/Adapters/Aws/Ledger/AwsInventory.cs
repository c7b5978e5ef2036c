using System.Collections.Immutable;
using Pipeline.Actors;
using Pipeline.Actors.Ledger;
using Pipeline.Actors.Runs;

namespace Pipeline.Host.Adapters.Aws.Ledger;

/// <summary>What there is in the account with a journal's tag: clusters with their sessions, warehouses, roles. Objects of the lake stay and are not listed.</summary>
internal sealed class AwsInventory(EmrInventory clusters, RedshiftInventory warehouses, IamInventory roles) : IInventory
{
    /// <summary>A service that does not answer hides its own things only.</summary>
    public async Task<Inventory> List(CancellationToken cancellation)
    {
        var parts = new[]
        {
            await Seen([Resource.Cluster, Resource.Session], clusters.List, cancellation),
            await Seen([Resource.Warehouse], warehouses.List, cancellation),
            await Seen([Resource.Roles], roles.List, cancellation),
        };
        return new Inventory([.. parts.SelectMany(part => part.Things)], [.. parts.SelectMany(part => part.Unseen)]);
    }

    public Task Remove(InventoryItem thing, CancellationToken cancellation) => thing.Kind switch
    {
        Resource.Cluster or Resource.Session => clusters.Remove(thing, cancellation),
        Resource.Warehouse => warehouses.Remove(thing, cancellation),
        Resource.Roles => roles.Remove(thing, cancellation),
        _ => throw PortFailureException.Permanent($"On AWS there is nothing of kind '{thing.Kind}'."),
    };

    /// <summary>Whose a thing is, as its tags say; null for what carries no journal's.</summary>
    internal static (string Journal, string? Run)? Owner(IEnumerable<(string Key, string Value)> tags)
    {
        var found = tags.ToLookup(tag => tag.Key, tag => tag.Value);
        return found[AwsTags.JournalKey].FirstOrDefault() is { } journal ? (journal, found[AwsTags.RunKey].FirstOrDefault()) : null;
    }

    /// <summary>Refuses a thing that is somebody else's by now.</summary>
    internal static void Same(InventoryItem thing, (string Journal, string? Run)? owner)
    {
        if (owner is not { } now || now.Journal != thing.Journal || now.Run != thing.Run)
        {
            throw PortFailureException.Permanent($"The {thing.Kind} {thing.Name} is not the one that was listed: list again.");
        }
    }

    internal static DateTimeOffset? Time(DateTime? at) => at is { } known ? new DateTimeOffset(known.ToUniversalTime()) : null;

    private static async Task<Inventory> Seen(ImmutableArray<string> kinds, Func<CancellationToken, Task<Inventory>> list, CancellationToken cancellation)
    {
        try
        {
            return await list(cancellation);
        }
        catch (PortFailureException failure)
        {
            return new Inventory([], [.. kinds.Select(kind => new Unseen(kind, failure.Message))]);
        }
    }
}
