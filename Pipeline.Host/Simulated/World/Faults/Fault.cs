namespace Pipeline.Host.Simulated.World.Faults;

/// <summary>What may go wrong with a call, or outside on the occasion of one.</summary>
public enum Fault
{
    /// <summary>Refused at once: too many calls.</summary>
    Throttled,

    /// <summary>A 5xx; nothing was done.</summary>
    ServerError,

    /// <summary>No answer in time; the request was lost, nothing was done.</summary>
    TimeoutWithoutEffect,

    /// <summary>No answer in time, but it was done.</summary>
    TimeoutWithEffect,

    /// <summary>This call and the next one of its kind for the same thing fail.</summary>
    FailsTwice,

    /// <summary>The session that is asked for dies before it takes a statement.</summary>
    SessionDiesStarting,

    /// <summary>The session dies when the statement that is posted has ended.</summary>
    SessionDiesIdle,

    /// <summary>The session dies in the middle of the statement that is posted.</summary>
    SessionDiesBusy,

    /// <summary>The statement fails for a reason of the cluster's: another attempt may succeed.</summary>
    StatementErrorTransient,

    /// <summary>The statement is refused as wrong: another attempt would be too.</summary>
    StatementErrorPermanent,

    /// <summary>Somebody terminates the cluster: at once, or on its creation some time after it is ready.</summary>
    ClusterTerminated,

    /// <summary>The new cluster is in no list for a while.</summary>
    Unlisted,

    /// <summary>Livy restarts without recovery: its sessions are gone and ids start at 0.</summary>
    LivyRestarts,

    /// <summary>Nobody reaches the warehouse for a while.</summary>
    WarehouseUnreachable,

    /// <summary>Both at once, since either alone hides what the other may do: the cluster is made, nobody is told, and it is in no list for a while.</summary>
    UnansweredAndUnlisted,
}
