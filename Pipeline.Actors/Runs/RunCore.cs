using System.Collections.Immutable;

namespace Pipeline.Actors.Runs;

/// <summary>The pure functions that the shell works with. There is one right set; a prover that is to find faults is given others.</summary>
public sealed record RunCore
{
    /// <summary><see cref="Run"/>'s own.</summary>
    public static readonly RunCore Own = new();

    public Func<RunState, IRunInput, DateTimeOffset, Decision> Decide { get; init; } = Run.Decide;

    public Func<RunState, IRunEvent, RunState> Apply { get; init; } = Run.Apply;

    public Func<RunState, ImmutableArray<WorkOrder>> Outstanding { get; init; } = Run.Outstanding;

    public Func<RunState, DateTimeOffset?> NextWake { get; init; } = Run.NextWake;
}
