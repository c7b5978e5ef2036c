using System.Collections.Immutable;
using Pipeline.Actors.Runs;

namespace Pipeline.Actors.Ledger;

/// <summary>What runs asked for, and what there is outside. Answered by <see cref="ResourceList"/> or <see cref="RunNotFound"/>.</summary>
/// <param name="All">Also what is confirmed gone.</param>
/// <param name="Run">Only this run's.</param>
public sealed record GetResources(bool All = false, RunId? Run = null);

/// <summary>Removes one thing outside on request, another journal's too. Answered by <see cref="RemovalAccepted"/> or <see cref="Refused"/>.</summary>
/// <param name="Id">The outside's identity; needed where there are several of one name.</param>
public sealed record RemoveThing(string Kind, string Name, string? Id);

/// <param name="Message">For people: the outside has taken the request.</param>
public sealed record RemovalAccepted(string Message);

/// <param name="Resources">The ledger's in the order they were asked for, then what the ledger does not know.</param>
/// <param name="Unseen">Where the outside could not be looked at.</param>
/// <param name="Problems">Runs whose journal could not be read.</param>
public sealed record ResourceList(ImmutableArray<ResourceRow> Resources, ImmutableArray<Unseen> Unseen, ImmutableArray<string> Problems);

/// <summary>One thing, as the ledger and as the outside know it.</summary>
public sealed record ResourceRow
{
    public required string Kind { get; init; }
    public required string Name { get; init; }

    /// <summary>The outside's id, once known.</summary>
    public string? Id { get; init; }

    /// <summary>asked, ready, removing, removed, kept or left; null for what is not on the ledger.</summary>
    public LedgerStatus? State { get; init; }

    /// <summary>Since when it is in that state; of what is not on the ledger, since when it is there.</summary>
    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? AskedAt { get; init; }
    public DateTimeOffset? RemovedAt { get; init; }

    /// <summary>Machines times hours until now; null for what has no machines.</summary>
    public double? InstanceHours { get; init; }

    public string? Run { get; init; }

    /// <summary>The id of the journal that owns it; null when it carries no mark.</summary>
    public string? Journal { get; init; }

    /// <summary>this journal, another journal or no journal.</summary>
    public required string Owner { get; init; }

    /// <summary>there, gone, unseen (it could not be looked at) or none needed (roles that this environment has no use for).</summary>
    public required string Outside { get; init; }

    /// <summary>The outside's own word for its state; null when it is not there.</summary>
    public string? OutsideState { get; init; }

    /// <summary>Why it was kept or left, or is there on purpose.</summary>
    public string? Why { get; init; }

    /// <summary>What it is part of and ends with.</summary>
    public string? PartOf { get; init; }
}
