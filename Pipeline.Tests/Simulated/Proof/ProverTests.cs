using System.Diagnostics;
using System.Text.Json;
using Pipeline.Actors.Runs;
using Pipeline.Host.Simulated.Proof;
using Pipeline.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace Pipeline.Tests.Simulated.Proof;

public sealed class ProverTests(ITestOutputHelper output)
{
    private readonly Prover _prover = new(SimulatedArrivals.Subject, 2);

    [Fact]
    public void The_same_seed_gives_the_same_journal_byte_for_byte()
    {
        var first = _prover.AtPoints(seed: 5, faults: true, [40, 41]);
        var second = _prover.AtPoints(seed: 5, faults: true, [40, 41]);
        Assert.Equal(first.Baseline.Digest, second.Baseline.Digest);
        Assert.Equal(first.Verdicts.Select(v => v.Trial.Digest), second.Verdicts.Select(v => v.Trial.Digest));
        Assert.NotEqual(first.Baseline.Digest, _prover.AtPoints(seed: 6, faults: false, []).Baseline.Digest);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_journal_in_another_process()
    {
        var here = _prover.AtPoints(seed: 5, faults: true, [40]);
        var there = await Verify("--seed", "5", "--points", "40", "--faults", "--json");
        Assert.Equal(here.Baseline.Digest, there.GetProperty("digest").GetString());
        Assert.Equal(here.Verdicts[0].Trial.Digest, there.GetProperty("kills")[0].GetProperty("digest").GetString());
    }

    [Fact]
    public void A_run_survives_the_death_of_the_service_at_points_all_over_it()
    {
        var all = _prover.AtPoints(seed: 2, faults: false, []).Baseline.Points.Length;
        var proof = _prover.AtPoints(seed: 2, faults: false, [.. Enumerable.Range(1, all).Where(point => point % 13 == 0)]);
        Assert.Equal(RunPhase.Succeeded, proof.Baseline.Phase);
        Assert.All(proof.Verdicts, verdict => Assert.NotNull(verdict.Trial.KilledAt));
        Holds(proof);
    }

    [LongFact]
    public void A_run_survives_the_death_of_the_service_at_every_point() => Holds(_prover.AtPoints(seed: 1, faults: false, points: null));

    [LongFact]
    public void A_run_survives_random_faults_and_a_random_death_with_each_of_two_hundred_seeds() => Holds(_prover.AtSeeds(1, 200));

    private void Holds(Pipeline.Host.Simulated.Proof.Proof proof)
    {
        foreach (var verdict in proof.Verdicts.Where(v => !v.Holds))
        {
            output.WriteLine($"seed {verdict.Trial.Seed}, {verdict.Trial.KilledAt}: {string.Join("; ", verdict.Violations)}");
        }

        Assert.Empty(proof.BaselineViolations);
        Assert.DoesNotContain(proof.Verdicts, verdict => !verdict.Holds);
    }

    private static async Task<JsonElement> Verify(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[typeof(Prover).Assembly.Location, "verify", "arrivals", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return JsonDocument.Parse(text).RootElement;
    }
}
