namespace Pipeline.Actors.Runs;

/// <summary>Where a run is; its last three are final.</summary>
public enum RunPhase
{
    Requested,
    Running,
    TearingDown,
    Succeeded,
    Failed,
    Cancelled,
}

public static class RunPhases
{
    public static bool IsFinal(this RunPhase phase) => phase is RunPhase.Succeeded or RunPhase.Failed or RunPhase.Cancelled;

    /// <summary>The word used in the journal, in answers and on the command line.</summary>
    public static string Word(this RunPhase phase) => phase switch
    {
        RunPhase.Requested => "requested",
        RunPhase.Running => "running",
        RunPhase.TearingDown => "tearing-down",
        RunPhase.Succeeded => "succeeded",
        RunPhase.Failed => "failed",
        RunPhase.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, null),
    };
}
