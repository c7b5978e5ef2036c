namespace Pipeline.Actors.Runs;

/// <summary>The service is about to stop: calls under way may end and be written down, none is begun. Answered by <see cref="RunsSettled"/>.</summary>
public sealed record SettleRuns
{
    public static readonly SettleRuns Instance = new();
}

/// <summary>No call is under way any more; the actors may be stopped.</summary>
public sealed record RunsSettled
{
    public static readonly RunsSettled Instance = new();
}

/// <summary>From the index to a run, and from a run to its children: end what is under way, begin nothing.</summary>
public sealed record Settle
{
    public static readonly Settle Instance = new();
}

/// <summary>From a run to the index.</summary>
public sealed record RunSettled(RunId Run);
