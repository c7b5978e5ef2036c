using System.Collections.Immutable;
using Pipeline.Actors.Runs;
using Pipeline.Host.Simulated;
using Pipeline.Host.Simulated.Proof;

namespace Pipeline.Host.Cli.Rendering;

/// <summary>A proof for programs. Times are seconds, of virtual time but for <paramref name="RealSeconds"/>.</summary>
/// <param name="Digest">SHA-256 of the undisturbed run's journal: the same for the same pipeline and seed, on any machine.</param>
internal sealed record ProofJson(
    string Pipeline, bool Holds, double RealSeconds, string Digest, RunPhase? State, TimeSpan Took, double InstanceHours, int Events, int Points,
    ImmutableArray<string> Violations, ImmutableArray<VerdictJson> Kills, VerdictJson? Longest, VerdictJson? Costliest)
{
    public static ProofJson Of(string pipeline, Proof proof, TimeSpan took) => new(
        pipeline, proof.Holds, took.TotalSeconds, proof.Baseline.Digest, proof.Baseline.Phase, proof.Baseline.Took, proof.Baseline.InstanceHours,
        proof.Baseline.Events, proof.Baseline.Points.Length, proof.BaselineViolations, [.. proof.Verdicts.Select(VerdictJson.Of)],
        proof.Slowest is { } slowest ? VerdictJson.Of(slowest) : null, proof.Costliest is { } costliest ? VerdictJson.Of(costliest) : null);
}

internal sealed record VerdictJson(
    int Seed, bool Faults, int? Point, CrashSide? Side, string? What, RunPhase? State, TimeSpan Downtime, TimeSpan Took, double InstanceHours, string Digest,
    ImmutableArray<string> Violations)
{
    public static VerdictJson Of(Verdict verdict) => new(
        verdict.Trial.Seed, verdict.Faults, verdict.Trial.KilledAt?.Number, verdict.Trial.KilledAt?.Side, verdict.Trial.KilledAt?.What, verdict.Trial.Phase,
        verdict.Trial.Downtime, verdict.Trial.Took, verdict.Trial.InstanceHours, verdict.Trial.Digest, verdict.Violations);
}
