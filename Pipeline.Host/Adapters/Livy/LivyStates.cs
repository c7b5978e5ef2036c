using Pipeline.Actors.Sessions;

namespace Pipeline.Host.Adapters.Livy;

/// <summary>Livy's state words; nowhere else is one spelled.</summary>
internal static class LivyStates
{
    /// <summary>A word that is not known yet is waited on: the caller has a deadline.</summary>
    public static SessionStatus Session(string word) => word switch
    {
        "idle" or "busy" => SessionStatus.Ready,

        // A session in "error" still takes statements, but its interpreter is dead and it is never collected.
        "shutting_down" or "error" or "dead" or "killed" or "success" => SessionStatus.Ended,
        _ => SessionStatus.Starting,
    };

    /// <summary>Where the statement is; "available" says only that it ended, its output says how.</summary>
    public static LivyStatementState Statement(string word) => word switch
    {
        "waiting" => LivyStatementState.Waiting,
        "available" or "error" => LivyStatementState.Ended,
        "cancelled" => LivyStatementState.Cancelled,
        _ => LivyStatementState.Running,
    };
}

internal enum LivyStatementState
{
    Waiting,
    Running,
    Ended,
    Cancelled,
}
