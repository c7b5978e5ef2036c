using System.Collections.Immutable;

namespace Pipeline.Host.Simulated.World;

/// <summary>What was done outside.</summary>
public enum Deed
{
    Created,
    RemovalAsked,
    Gone,

    /// <summary>A fault ended it.</summary>
    EndedFromOutside,

    /// <summary>A call that changes something was aimed at what is not the caller's; whether the outside refused it does not matter.</summary>
    ForeignTouched,

    /// <summary>A statement was taken.</summary>
    StatementPosted,

    /// <summary>A statement that has an effect outside of its session was taken.</summary>
    EffectPosted,

    /// <summary>A statement's output is written, whole.</summary>
    OutputWritten,

    /// <summary>The job's manifest was written: its attempt's output counts.</summary>
    ManifestWritten,
    SchemaApplied,
    TableStaged,
    TableLoaded,

    /// <summary>A fault befell a call.</summary>
    Fault,
}

/// <param name="At">When it happened outside, which is before the caller knows.</param>
/// <param name="Deed">What.</param>
/// <param name="Subject">The thing's, session's, output's or table's name.</param>
/// <param name="Id">The thing's id, where it has one.</param>
/// <param name="Detail">For a statement its first line; else for people.</param>
/// <param name="Output">For effects and manifests whose output it is about: <c>run/job</c>.</param>
public sealed record WorldDeed(DateTimeOffset At, Deed Deed, string Subject, string? Id = null, string? Detail = null, string? Output = null);

/// <summary>The deeds in their order; reads are none.</summary>
internal sealed class WorldLog
{
    private readonly List<WorldDeed> _deeds = [];

    public ImmutableArray<WorldDeed> All => [.. _deeds];

    public void Add(WorldDeed deed) => _deeds.Add(deed);
}
