using System.Collections.Immutable;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Journal;
using Pipeline.Actors.Ledger;
using Pipeline.Actors.Runs;
using Pipeline.Tests.Runs;
using Xunit;

namespace Pipeline.Tests.Ledger;

/// <summary>What a run asked for and what it cost, folded from its events.</summary>
public sealed class RunLedgerTests
{
    private static readonly DateTimeOffset Start = Given.Start;

    [Fact]
    public void After_any_event_of_a_run_the_ledger_says_what_the_run_itself_says_of_its_resources()
    {
        var drive = Drive.Begun();
        drive.Until(s => s.Jobs["a"].Requested == 2).Fail("job/a#1/statement/1").ToTheEnd();
        AssertAgrees(drive);
    }

    [Fact]
    public void It_does_so_for_a_run_that_lost_its_cluster_and_for_one_that_was_cancelled()
    {
        var lost = Drive.Begun();
        lost.Until(s => s.Cluster is not null && s.Jobs["a"].Session is not null);
        lost.Fail(lost.Keys.First(key => key.EndsWith("/watch", StringComparison.Ordinal))).ToTheEnd();
        AssertAgrees(lost);

        var cancelled = Drive.Begun();
        cancelled.Until(s => s.Jobs["a"].Session is not null);
        cancelled.Input(new Cancel());
        AssertAgrees(cancelled.ToTheEnd());
    }

    [Fact]
    public void It_does_so_for_what_could_not_be_removed_and_what_was_kept()
    {
        var kept = Drive.Begun(Given.Definition with { Warehouse = Given.Definition.Warehouse with { OnFinish = OnFinish.Keep } }).ToTheEnd();
        AssertAgrees(kept);
        Assert.Equal([LedgerStatus.Kept, LedgerStatus.Kept], Fold(kept.Events).Entries.Where(e => e.MayExist).Select(e => e.Status));

        var left = Drive.Begun().Until(s => s.Phase == RunPhase.TearingDown);
        left.After(TimeSpan.FromHours(2));
        AssertAgrees(left);
        Assert.Contains(Fold(left.Events).Entries, e => e is { Kind: "warehouse", Status: LedgerStatus.Left });

        left.Input(new Retry(Given.Id, 2));
        AssertAgrees(left.ToTheEnd());
    }

    [Fact]
    public void Instance_hours_are_the_definitions_machines_from_asking_to_the_confirmed_end()
    {
        var ledger = Fold(
            Requested(coreCount: 3, nodes: 2),
            new AttemptRequested("cluster", 1, "small-r0000000000ab", At(0)),
            new AttemptRequested("warehouse", 1, "small-r0000000000ab", At(0)),
            new AttemptRequested("job/a", 1, "small-r0000000000ab-a-1", At(10)),
            new ClusterReady("j-1", "http://livy", At(10)),
            new ResourceRemoved("cluster", "small-r0000000000ab", At(90)));

        Assert.Equal(4 * 1.5, Entry(ledger, "cluster").InstanceHours(At(1000))!.Value, 6);
        Assert.Equal(2 * 2.0, Entry(ledger, "warehouse").InstanceHours(At(120))!.Value, 6);
        Assert.Null(Entry(ledger, "session").InstanceHours(At(120)));
        Assert.Equal(6 + 4, ledger.InstanceHours(At(120)), 6);
    }

    [Fact]
    public void A_cluster_that_was_lost_is_paid_until_then_and_the_next_one_from_when_it_was_asked_for()
    {
        var ledger = Fold(
            Requested(coreCount: 0, nodes: 1),
            new AttemptRequested("cluster", 1, "small-r0000000000ab", At(0)),
            new ClusterReady("j-1", "http://livy", At(10)),
            new AttemptFailed("cluster", 1, Pipeline.Actors.FailureKind.Transient, "it ended", At(60), At(60)),
            new AttemptRequested("cluster", 2, "small-r0000000000ab", At(90)),
            new ResourceRemoved("cluster", "small-r0000000000ab", At(150)));

        Assert.Equal(2, Entry(ledger, "cluster").InstanceHours(At(1000))!.Value, 6);
    }

    [Fact]
    public void A_creation_of_unknown_outcome_is_paid_for_from_the_first_time_it_was_asked_for()
    {
        var ledger = Fold(
            Requested(coreCount: 0, nodes: 1),
            new AttemptRequested("cluster", 1, "small-r0000000000ab", At(0)),
            new AttemptFailed("cluster", 1, Pipeline.Actors.FailureKind.Transient, "timeout", At(5), At(5)),
            new AttemptRequested("cluster", 2, "small-r0000000000ab", At(5)),
            new ClusterReady("j-1", "http://livy", At(10)));

        Assert.Equal(1, Entry(ledger, "cluster").InstanceHours(At(60))!.Value, 6);
    }

    [Fact]
    public void What_is_kept_goes_on_costing()
    {
        var ledger = Fold(
            Requested(coreCount: 0, nodes: 1),
            new AttemptRequested("warehouse", 1, "small-r0000000000ab", At(0)),
            new ResourceKept("warehouse", "small-r0000000000ab", "on-finish: keep", At(60)),
            new RunFinished(RunPhase.Succeeded, At(61)));

        Assert.Equal(10, ledger.InstanceHours(At(600)), 6);
        Assert.Equal(At(61), ledger.EndedAt);
    }

    [Fact]
    public void Events_that_do_not_begin_with_the_first_give_no_ledger() => Assert.Null(RunLedger.Of(Recorded([new CancelRequested(At(0))])));

    internal static DateTimeOffset At(double minutes) => Start.AddMinutes(minutes);

    internal static RunRequested Requested(int coreCount, int nodes)
    {
        var definition = Given.Definition with
        {
            Cluster = new ClusterDefinition { CoreCount = coreCount }, Warehouse = Given.Definition.Warehouse with { Nodes = nodes },
        };
        return new RunRequested(
            Given.Id, Given.Request(definition).Pipeline, ImmutableSortedDictionary<string, string>.Empty, "/in", "/lake", "test", "journal-1", Start);
    }

    internal static RunLedger Fold(params IEnumerable<IRunEvent> events) => RunLedger.Of(Recorded(events))!;

    internal static IEnumerable<RecordedEvent> Recorded(IEnumerable<IRunEvent> events) =>
        events.Select((change, index) => new RecordedEvent(Given.Id, index + 1, EventManifests.Of(change), change));

    private static LedgerEntry Entry(RunLedger ledger, string kind) => ledger.Entries.Single(entry => entry.Kind == kind);

    /// <summary>A retried run calls what it had left "removing" from the start, the ledger from when it is.</summary>
    private static string State(RunView view, string word) => view.Try > 1 && word is "asked" or "ready" or "removing" ? "open" : word;

    private static void AssertAgrees(Drive drive)
    {
        for (var count = 1; count <= drive.Events.Count; count++)
        {
            var events = drive.Events.Take(count).ToList();
            var view = RunViews.Of(events.Aggregate(RunState.Empty, Run.Apply));
            Assert.Equal(
                view.Resources.Select(r => (r.Kind, r.Name, State(view, r.State), r.RemovedAt, r.Why)),
                Fold(events).Entries.Select(e => (e.Kind, e.Name, State(view, e.Status.ToString().ToLowerInvariant()), e.EndedAt, e.Why)));
        }
    }
}
