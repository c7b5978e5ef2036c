namespace Pipeline.Actors;

/// <summary>The only two kinds of failure a port may report.</summary>
public enum FailureKind
{
    /// <summary>The same call may succeed later: a timeout, throttling, a lost connection.</summary>
    Transient,

    /// <summary>The same call would fail again: bad SQL, a refused permission, a missing file.</summary>
    Permanent,
}

/// <summary>What an adapter throws for every outside error, mapped once at the edge. The message says what happened, where, and how to mend it.</summary>
public class PortFailureException(FailureKind kind, string message, Exception? inner = null) : Exception(message, inner)
{
    public FailureKind Kind { get; } = kind;

    public static PortFailureException Transient(string message, Exception? inner = null) => new(FailureKind.Transient, message, inner);

    public static PortFailureException Permanent(string message, Exception? inner = null) => new(FailureKind.Permanent, message, inner);
}
