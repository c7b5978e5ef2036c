using System.Collections.Immutable;
using Pipeline.Actors.Ledger;
using Pipeline.Actors.Roles;
using Pipeline.Actors.Runs;
using Pipeline.Tests.Runs;
using Xunit;

namespace Pipeline.Tests.Ledger;

/// <summary>The ledger and the outside beside each other.</summary>
public sealed class ResourceRowsTests
{
    private const string Name = "small-r0000000000ab";
    private static readonly InventoryItem Cluster = new(Resource.Cluster, Name, "j-1", "WAITING", Given.Start, "journal-1", Given.Id.Value);

    private static readonly RunLedger Ledger = RunLedgerTests.Fold(
        RunLedgerTests.Requested(coreCount: 0, nodes: 1),
        new AttemptRequested("roles", 1, Name, RunLedgerTests.At(0)),
        new RolesReady(RunRoles.None, RunLedgerTests.At(1)),
        new AttemptRequested("cluster", 1, Name, RunLedgerTests.At(1)),
        new ClusterReady("j-1", "http://livy", RunLedgerTests.At(5)),
        new AttemptRequested("warehouse", 1, Name, RunLedgerTests.At(1)),
        new ResourceRemoved("warehouse", Name, RunLedgerTests.At(61)));

    [Fact]
    public void What_is_not_confirmed_gone_is_told_with_the_outsides_word()
    {
        var rows = Rows(new GetResources(), [Cluster], []);
        Assert.Equal(
            [("roles", LedgerStatus.Ready, "none needed", null), ("cluster", LedgerStatus.Ready, "there", "WAITING")],
            rows.Select(row => (row.Kind, row.State!.Value, row.Outside, row.OutsideState)));
        Assert.Equal(1, rows[1].InstanceHours!.Value, 6);
    }

    [Fact]
    public void All_of_it_includes_what_is_gone_and_what_is_still_there_is_told_though_the_ledger_has_it_gone()
    {
        Assert.Equal(["roles", "cluster", "warehouse"], Rows(new GetResources(All: true), [], []).Select(row => row.Kind));
        var still = Rows(new GetResources(), [Cluster with { Kind = Resource.Warehouse }], []).Single(row => row.Kind == "warehouse");
        Assert.Equal((LedgerStatus.Removed, "there"), (still.State!.Value, still.Outside));
    }

    [Fact]
    public void What_the_ledger_does_not_know_is_told_as_that_with_its_owner()
    {
        var rows = Rows(
            new GetResources(), [Cluster with { Journal = "journal-2" }, Cluster with { Id = "j-2" }, Cluster with { Journal = null, Run = null, Kind = "postgres" }], []);
        Assert.Equal(
            [("this journal", LedgerStatus.Ready), ("this journal", LedgerStatus.Ready), ("another journal", null), ("no journal", null)],
            rows.Select(row => (row.Owner, row.State)));

        // Of two of one name the known one is the ledger's.
        var two = Rows(new GetResources(), [Cluster with { Id = "j-2" }, Cluster], []).Where(row => row.Kind == "cluster");
        Assert.Equal([("j-1", LedgerStatus.Ready), ("j-2", (LedgerStatus?)null)], two.Select(row => (row.Id!, row.State)));
    }

    [Fact]
    public void Where_the_outside_could_not_be_looked_at_nothing_is_called_gone() =>
        Assert.Equal("unseen", Rows(new GetResources(), [], [new Unseen(Resource.Cluster, "AccessDenied")]).Single(row => row.Kind == "cluster").Outside);

    [Fact]
    public void One_runs_are_its_own_only()
    {
        var foreign = Cluster with { Run = "r00000000000zz", Id = "j-9" };
        Assert.DoesNotContain(Rows(new GetResources(Run: Given.Id), [foreign], []), row => row.Id == "j-9");
        Assert.Contains(Rows(new GetResources(), [foreign], []), row => row.Id == "j-9");
    }

    private static ImmutableArray<ResourceRow> Rows(GetResources query, InventoryItem[] things, Unseen[] unseen)
    {
        var run = new RunSummary(Given.Id.Value, "small", RunPhase.Running, Given.Start, null);
        var book = new LedgerBook(
            LedgerState.Empty,
            ImmutableDictionary<RunId, RunLedger>.Empty.Add(Given.Id, Ledger),
            ImmutableDictionary<RunId, RunSummary>.Empty.Add(Given.Id, run));
        return ResourceRows.Of(book, new Inventory([.. things], [.. unseen]), query, "journal-1", RunLedgerTests.At(61));
    }
}
