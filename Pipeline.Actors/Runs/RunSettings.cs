namespace Pipeline.Actors.Runs;

/// <summary>What the actors of all runs share.</summary>
public sealed record RunSettings
{
    /// <summary>Whose resources these are: goes into their tags.</summary>
    public required string Journal { get; init; }

    /// <summary>Where runs take place here (<c>local</c>, <c>aws</c>...): one of another environment is not taken up. Null takes up every run.</summary>
    public string? Environment { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Makes the id of the next run.</summary>
    public required Func<RunId> NewRunId { get; init; }

    /// <summary>How decisions are made.</summary>
    public RunCore Core { get; init; } = RunCore.Own;

    /// <summary>By which part a supervisor's wait before it starts again may be longer, by chance: many do not start at once then.</summary>
    public double RestartJitter { get; init; } = 0.2;

    // The defaults suit processes on this machine; AWS has its own, under a call budget.
    public Polling LivyPolling { get; init; } = new(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(500));

    /// <summary>How often a session that waits for work is kept: well below Livy's heartbeat and idle timeouts.</summary>
    public TimeSpan SessionKeeping { get; init; } = TimeSpan.FromMinutes(5);

    public Polling ClusterPolling { get; init; } = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1));
    public Polling WarehousePolling { get; init; } = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1));

    /// <summary>How fast unfinished runs are taken up at the start.</summary>
    public ResumeBudget Resume { get; init; } = new(32, 500);
}
