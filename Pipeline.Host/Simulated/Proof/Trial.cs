using System.Collections.Immutable;
using Pipeline.Actors.Runs;
using Pipeline.Host.Simulated.World;

namespace Pipeline.Host.Simulated.Proof;

/// <summary>A run in the simulation that was gone through to its end, with or without a service that was killed meanwhile.</summary>
/// <param name="Seed">Of the world and of all that is drawn.</param>
/// <param name="KilledAt">Where the service was killed; null for nowhere.</param>
/// <param name="Points">How many points there were.</param>
/// <param name="Downtime">How long no service was up, of virtual time.</param>
/// <param name="Took">From the request to the end, of virtual time.</param>
/// <param name="End">How it came to rest.</param>
/// <param name="Phase">What the run ended as; null when it did not.</param>
/// <param name="Failures">What it says of itself, when it did not succeed.</param>
/// <param name="InstanceHours">Of everything it made.</param>
/// <param name="Tables">The content of its warehouse's tables.</param>
/// <param name="Findings">What the world found.</param>
/// <param name="Deeds">What was carried out, in order.</param>
/// <param name="Events">How many events were written.</param>
/// <param name="Digest">The journal's.</param>
/// <param name="Turns">How many messages actors handled.</param>
public sealed record Trial(
    int Seed, CrashPoint? KilledAt, ImmutableArray<CrashPoint> Points, TimeSpan Downtime, TimeSpan Took, SimulationEnd End, RunPhase? Phase, ImmutableArray<string> Failures,
    double InstanceHours, ImmutableSortedDictionary<string, string> Tables, ImmutableArray<WorldFinding> Findings, IReadOnlyList<OutsideDeed> Deeds,
    int Events, string Digest, long Turns);
