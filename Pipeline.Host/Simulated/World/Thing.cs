namespace Pipeline.Host.Simulated.World;

public enum ThingKind
{
    Role,
    InstanceProfile,
    Cluster,
    Session,
    Warehouse,
    Snapshot,
}

/// <summary>Why a thing is no more.</summary>
public enum EndCause
{
    /// <summary>Its owner asked for it.</summary>
    Removed,

    /// <summary>What it was a part of went, by its owner's wish.</summary>
    RemovedAlong,

    /// <summary>A fault: somebody or something outside ended it.</summary>
    Outside,
}

/// <summary>Something that exists outside, or did.</summary>
public sealed record Thing
{
    public required ThingKind Kind { get; init; }
    public required string Name { get; init; }

    /// <summary>Never given twice in a world.</summary>
    public required string Id { get; init; }

    /// <summary>The tag of the run it belongs to; a session's is its cluster's. Null without tags.</summary>
    public string? Run { get; init; }

    /// <summary>The tag of the journal it belongs to.</summary>
    public string? Journal { get; init; }

    /// <summary>True for what no run made: it was there before, or somebody else's.</summary>
    public bool IsForeign { get; init; }

    /// <summary>The id of the thing it is a part of.</summary>
    public string? Of { get; init; }

    /// <summary>What it costs while it is there.</summary>
    public int Instances { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ReadyAt { get; init; }

    /// <summary>When its end began: from here on it is of no use.</summary>
    public DateTimeOffset? EndingAt { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }
    public EndCause? EndedBy { get; init; }

    /// <summary>Until it is gone, also while it is being deleted.</summary>
    public double InstanceHours(DateTimeOffset now) => Instances * ((DeletedAt ?? now) - CreatedAt).TotalHours;
}
