using System.Collections.Immutable;

namespace Pipeline.Host.Simulated.Proof;

/// <summary>What was tried with a pipeline, and what came of it.</summary>
/// <param name="Baseline">The run that nobody disturbed.</param>
/// <param name="BaselineViolations">What is wrong even then.</param>
/// <param name="Verdicts">One for each trial, in the order of their numbers.</param>
public sealed record Proof(Trial Baseline, ImmutableArray<string> BaselineViolations, ImmutableArray<Verdict> Verdicts)
{
    public bool Holds => BaselineViolations.IsEmpty && Verdicts.All(v => v.Holds);

    public Verdict? Slowest => Verdicts.Where(v => v.Trial.KilledAt is not null).MaxBy(v => v.Trial.Took);

    public Verdict? Costliest => Verdicts.Where(v => v.Trial.KilledAt is not null).MaxBy(v => v.Trial.InstanceHours);
}

/// <param name="Trial">What happened.</param>
/// <param name="Faults">Whether things went wrong outside as well.</param>
/// <param name="Violations">What must not be; empty when all holds.</param>
public sealed record Verdict(Trial Trial, bool Faults, ImmutableArray<string> Violations)
{
    public bool Holds => Violations.IsEmpty;
}
