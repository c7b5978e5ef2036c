using System;
using Akka.Pattern;

namespace Akka.Persistence;

/// <summary>How an actor is recovered: from which snapshot, up to which event, at most how many.</summary>
public sealed class Recovery
{
    public static readonly Recovery Default = new(SnapshotSelectionCriteria.Latest);

    /// <summary>Nothing is replayed; the sequence number is still found.</summary>
    public static readonly Recovery None = new(SnapshotSelectionCriteria.None, 0);

    public Recovery()
        : this(SnapshotSelectionCriteria.Latest)
    {
    }

    public Recovery(SnapshotSelectionCriteria fromSnapshot, long toSequenceNr = long.MaxValue, long replayMax = long.MaxValue)
    {
        FromSnapshot = fromSnapshot ?? SnapshotSelectionCriteria.Latest;
        ToSequenceNr = toSequenceNr;
        ReplayMax = replayMax;
    }

    public SnapshotSelectionCriteria FromSnapshot { get; }

    public long ToSequenceNr { get; }

    public long ReplayMax { get; }
}

/// <summary>Which snapshot to begin with. There is no snapshot store here, so it is always as if none fitted.</summary>
public sealed class SnapshotSelectionCriteria
{
    public static readonly SnapshotSelectionCriteria Latest = new(long.MaxValue);

    public static readonly SnapshotSelectionCriteria None = new(0L);

    public SnapshotSelectionCriteria(long maxSequenceNr) => MaxSequenceNr = maxSequenceNr;

    public long MaxSequenceNr { get; }
}

/// <summary>Told to an actor when it is recovered; it may persist from now on.</summary>
public sealed class RecoveryCompleted
{
    public static readonly RecoveryCompleted Instance = new();

    private RecoveryCompleted()
    {
    }

    public override bool Equals(object? obj) => obj is RecoveryCompleted;

    public override int GetHashCode() => nameof(RecoveryCompleted).GetHashCode(StringComparison.Ordinal);
}

public sealed class RecoveryTimedOutException : Akka.Actor.AkkaException
{
    public RecoveryTimedOutException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
