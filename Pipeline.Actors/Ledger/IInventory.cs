using System.Collections.Immutable;

namespace Pipeline.Actors.Ledger;

/// <summary>What there is outside, whoever asked for it: the other side of the ledger.</summary>
/// <remarks>Every member throws <see cref="PortFailureException"/> for an outside error, and no other.</remarks>
public interface IInventory
{
    /// <summary>Everything that carries a tag or mark of any journal of this program, and nothing else. Starts and changes nothing.</summary>
    /// <remarks>A thing that was just made may be missing for a while, and one that was just removed may still be there.</remarks>
    Task<Inventory> List(CancellationToken cancellation);

    /// <summary>
    /// Removes this one thing, or begins to: the answer says that the outside has taken the request, a later <see cref="List"/> that the thing is
    /// gone. One that is gone already is no error; one whose mark is no longer the listed one is refused.
    /// </summary>
    Task Remove(InventoryItem thing, CancellationToken cancellation);
}

/// <param name="Things">What was seen.</param>
/// <param name="Unseen">Where nothing could be looked at: there, that a thing is not listed says nothing.</param>
public sealed record Inventory(ImmutableArray<InventoryItem> Things, ImmutableArray<Unseen> Unseen)
{
    public static readonly Inventory Empty = new([], []);

    /// <summary>Whether a thing of this kind that is not listed is really not there.</summary>
    public bool Covers(string kind) => Unseen.All(unseen => unseen.Kind != kind);
}

/// <summary>A kind that could not be looked at, in whole or in part, and why, for people.</summary>
public sealed record Unseen(string Kind, string Why);

/// <summary>A thing outside with its mark. What one resource of a run consists of outside (a run's roles) is one thing.</summary>
/// <param name="Kind">A run's kinds (<c>cluster</c>, <c>session</c>, <c>warehouse</c>, <c>roles</c>), and the outside's own beside them (<c>database</c>).</param>
/// <param name="Name">As the run's journal calls it; of the outside's own kinds, as the outside does.</param>
/// <param name="Id">The outside's identity: with kind and name it means this thing only, also among several of one name.</param>
/// <param name="State">In the outside's words.</param>
/// <param name="Since">When it was made; null where the outside does not tell.</param>
/// <param name="Journal">The id of the journal that owns it, as its mark says; null when the mark names none.</param>
/// <param name="Run">The run that asked for it, as its mark says; null when the mark names none.</param>
public sealed record InventoryItem(string Kind, string Name, string Id, string State, DateTimeOffset? Since, string? Journal, string? Run)
{
    /// <summary>Why it is there on purpose, though no run may need it; null for what goes with its run.</summary>
    public string? Kept { get; init; }

    /// <summary>True when its removal has begun already.</summary>
    public bool Leaving { get; init; }

    /// <summary>What it is part of and ends with, as a session with its cluster; null for what stands by itself.</summary>
    public string? PartOf { get; init; }
}
