using Pipeline.Host.Simulated;
using Pipeline.Host.Simulated.Proof;
using Xunit;

namespace Pipeline.Tests.Simulated.Proof;

/// <summary>The prover finds what is wrong, and says what: each defect is put in by itself, where the product without it holds.</summary>
public sealed class PlantedDefectsTests
{
    [Fact]
    public void A_step_that_cannot_be_repeated() =>
        Found(PlantedDefects.NonIdempotentStep, "after apply sql", "already exists");

    [Fact]
    public void A_load_that_adds_to_what_is_there() =>
        Found(PlantedDefects.DoubledLoad, "after load fact_arrival", "table fact_arrival holds");

    [Fact]
    public void An_intent_that_is_journaled_after_its_call() =>
        Found(PlantedDefects.IntentAfterCall, "after post", "was posted 2 times");

    [Fact]
    public void An_outcome_of_another_order_that_is_taken() =>
        Found(PlantedDefects.StaleOutcomeTaken, "after post", "does not succeed", without: PlantedDefects.DeliveringTwice);

    [Fact]
    public void A_removal_that_is_forgotten() =>
        Found(PlantedDefects.ForgottenDelete, "after create warehouse", "is still there");

    [Fact]
    public void A_creation_that_nothing_is_looked_up_before() =>
        Found(PlantedDefects.LookupSkipped, "after create cluster", "was made again");

    [Fact]
    public void An_adoption_of_what_carries_another_journals_tag() =>
        Found(PlantedDefects.TagIgnored, "after create cluster", "which is somebody else's");

    [Fact]
    public void A_manifest_that_is_written_before_the_data() =>
        Found(PlantedDefects.ManifestBeforeData, "after post", "wrote nothing");

    [Fact]
    public void A_statement_that_is_posted_again_though_it_is_committed() =>
        Found(PlantedDefects.PostedThoughCommitted, "after commit", "though the manifest of");

    [Fact]
    public void A_removal_that_is_believed_without_being_confirmed() =>
        Found(PlantedDefects.RemovalBelieved, "after remove roles", "is still there");

    private static void Found(
        Func<ProofSubject, ProofSubject> defect, string where, string violation, Func<ProofSubject, ProofSubject>? without = null)
    {
        var sound = Prove((without ?? (subject => subject))(SimulatedArrivals.Subject), where);
        Assert.True(sound.Holds, string.Join("\n", Violations(sound)));
        var broken = Prove(defect(SimulatedArrivals.Subject), where);
        Assert.False(broken.Holds);
        Assert.Contains(Violations(broken), said => said.Contains(violation, StringComparison.Ordinal));
    }

    /// <summary>Kills at the first few points of the words: which these are is a matter of the undisturbed run.</summary>
    private static Pipeline.Host.Simulated.Proof.Proof Prove(ProofSubject subject, string where)
    {
        var prover = new Prover(subject, 2);
        var points = prover.AtPoints(seed: 3, faults: false, []).Baseline.Points
            .Where(point => $"{(point.Side == CrashSide.Before ? "before" : "after")} {point.What}".StartsWith(where, StringComparison.Ordinal))
            .Take(4);
        return prover.AtPoints(seed: 3, faults: false, [.. points.Select(point => point.Number)]);
    }

    private static IEnumerable<string> Violations(Pipeline.Host.Simulated.Proof.Proof proof) =>
        [.. proof.BaselineViolations, .. proof.Verdicts.SelectMany(verdict => verdict.Violations)];
}
