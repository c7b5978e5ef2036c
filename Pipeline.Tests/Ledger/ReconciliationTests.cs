using System.Collections.Immutable;
using Pipeline.Actors.Ledger;
using Pipeline.Actors.Runs;
using Pipeline.Tests.Runs;
using Xunit;

namespace Pipeline.Tests.Ledger;

/// <summary>What is taken for a leftover, and above all what is not.</summary>
public sealed class ReconciliationTests
{
    private const string Mine = "journal-1";
    private static readonly DateTimeOffset Now = Given.Start.AddDays(1);
    private static readonly TimeSpan Settle = TimeSpan.FromMinutes(2);
    private static readonly Reconciliation Reconciler = new(Mine, Settle);
    private static readonly InventoryItem Cluster = new(Resource.Cluster, Name, "j-1", "WAITING", Now.AddHours(-5), Mine, Given.Id.Value);

    private const string Name = "small-r0000000000ab";

    [Fact]
    public void A_finished_runs_thing_is_a_leftover_once_it_is_old_enough()
    {
        var leftover = Assert.Single(Decide(Finished(Now - Settle), Cluster).Leftovers);
        Assert.Equal(Cluster, leftover.Thing);
        Assert.Equal("Run r0000000000ab ended as failed and left it.", leftover.Why);

        var young = Decide(Finished(Now - TimeSpan.FromSeconds(30)), Cluster);
        Assert.Empty(young.Leftovers);
        Assert.Equal(Now + TimeSpan.FromSeconds(90), young.Next);
    }

    [Theory]
    [InlineData(RunPhase.Requested)]
    [InlineData(RunPhase.Running)]
    [InlineData(RunPhase.TearingDown)]
    public void An_unfinished_runs_thing_is_never_one(RunPhase phase) =>
        Assert.Empty(Decide(Book(phase, null, Account(LedgerStatus.Left)), Cluster).Leftovers);

    [Fact]
    public void Neither_is_what_another_journal_or_none_owns_nor_what_has_no_run_is_kept_or_leaves_already()
    {
        var book = Finished(Now.AddHours(-3));
        Assert.Empty(Decide(
            book,
            Cluster with { Journal = "journal-2" },
            Cluster with { Journal = null },
            Cluster with { Run = null },
            Cluster with { Kept = "for queries" },
            Cluster with { Leaving = true }).Leftovers);
        Assert.Empty(Decide(Book(RunPhase.Succeeded, Now.AddHours(-3), Account(LedgerStatus.Kept)), Cluster).Leftovers);
    }

    [Fact]
    public void A_thing_of_a_run_that_the_index_does_not_know_is_one_if_it_carries_this_journals_mark_and_is_old_enough()
    {
        Assert.Contains("which the index does not know", Assert.Single(Decide(LedgerBook.Empty, Cluster).Leftovers).Why, StringComparison.Ordinal);
        Assert.Empty(Decide(LedgerBook.Empty, Cluster with { Since = Now.AddSeconds(-10) }).Leftovers);
        Assert.Empty(Decide(LedgerBook.Empty, Cluster with { Journal = "journal-2" }).Leftovers);

        // Where the outside tells no age it counts from when it was first seen.
        var ageless = Cluster with { Since = null };
        var first = Decide(LedgerBook.Empty, ageless);
        Assert.Empty(first.Leftovers);
        Assert.Empty(Reconciler.Decide(LedgerBook.Empty, Seen(ageless), first.Looks, Now + TimeSpan.FromSeconds(60)).Leftovers);
        Assert.Single(Reconciler.Decide(LedgerBook.Empty, Seen(ageless), first.Looks, Now + Settle).Leftovers);
    }

    [Fact]
    public void A_part_goes_with_its_whole_and_roles_go_last()
    {
        var session = new InventoryItem(Resource.Session, $"{Name}-a-1", "3", "idle", null, Mine, Given.Id.Value) { PartOf = Name };
        var roles = Cluster with { Kind = Resource.Roles, Id = "r" };
        Assert.Equal([Cluster], Decide(Finished(Now.AddHours(-3)), Cluster, session, roles).Leftovers.Select(l => l.Thing));
        Assert.Equal([session], Decide(Finished(Now.AddHours(-3)), session, roles).Leftovers.Select(l => l.Thing));
        Assert.Equal([roles], Decide(Finished(Now.AddHours(-3)), roles).Leftovers.Select(l => l.Thing));
    }

    [Fact]
    public void Of_two_clusters_of_one_name_both_are_leftovers() =>
        Assert.Equal(["j-1", "j-2"], Decide(Finished(Now.AddHours(-3)), Cluster, Cluster with { Id = "j-2" }).Leftovers.Select(l => l.Thing.Id));

    [Fact]
    public void What_was_left_and_is_not_there_is_gone_when_two_looks_in_a_row_do_not_find_it()
    {
        var book = Finished(Now.AddHours(-3));
        var first = Decide(book);
        Assert.Empty(first.Gone);
        var second = Reconciler.Decide(book, Seen(), first.Looks, Now.AddMinutes(5));
        Assert.Equal(new GoneConfirmed(Resource.Cluster, Name, null, Given.Id.Value, Now.AddMinutes(5)), Assert.Single(second.Gone));

        // Seen in between, it was not gone.
        var between = Reconciler.Decide(book, Seen(Cluster), first.Looks, Now.AddMinutes(1));
        Assert.Empty(Reconciler.Decide(book, Seen(), between.Looks, Now.AddMinutes(5)).Gone);
    }

    [Fact]
    public void Where_nothing_could_be_looked_at_nothing_is_gone()
    {
        var blind = new Inventory([], [new Unseen(Resource.Cluster, "AccessDenied")]);
        var book = Requested(Finished(Now.AddHours(-3)));
        var first = Reconciler.Decide(book, blind, Looks.None, Now);
        Assert.Empty(first.Gone);
        Assert.Empty(Reconciler.Decide(book, blind, first.Looks, Now.AddMinutes(5)).Gone);
    }

    [Fact]
    public void What_was_asked_to_go_is_gone_at_the_first_look_that_does_not_find_it()
    {
        var book = Requested(Finished(Now.AddHours(-3)));
        Assert.Empty(Decide(book, Cluster).Gone);
        var gone = Assert.Single(Decide(book).Gone);
        Assert.Equal(("j-1", Given.Id.Value), (gone.Id, gone.Run));

        var state = book.State.Apply(gone);
        Assert.Empty(state.Removals);
        Assert.All(state.Accounts[Given.Id].Entries, entry => Assert.Equal((LedgerStatus.Removed, Now), (entry.Status, entry.EndedAt!.Value)));
    }

    [Fact]
    public void A_run_that_went_on_keeps_what_was_confirmed_gone_unless_it_asked_again()
    {
        var ledger = RunLedgerTests.Fold(
            RunLedgerTests.Requested(0, 1),
            new AttemptRequested("warehouse", 1, Name, RunLedgerTests.At(0)),
            new ResourceLeft("warehouse", Name, "denied", RunLedgerTests.At(10)),
            new RunFinished(RunPhase.Failed, RunLedgerTests.At(10)));
        var state = LedgerState.Empty;
        state = state.Apply(state.Account(ledger, RunLedgerTests.At(10), Now));
        state = state.Apply(new GoneConfirmed("warehouse", Name, null, Given.Id.Value, RunLedgerTests.At(20)));

        Assert.Equal(LedgerStatus.Removed, Assert.Single(state.Account(ledger, RunLedgerTests.At(30), Now).Entries).Status);
        var again = ledger with { Entries = [ledger.Entries[0].Ask(RunLedgerTests.At(25)).Become(LedgerStatus.Left, RunLedgerTests.At(30), "denied")] };
        Assert.Equal(LedgerStatus.Left, Assert.Single(state.Account(again, RunLedgerTests.At(30), Now).Entries).Status);
    }

    [Theory]
    [InlineData(RunPhase.Running, Mine, "belongs to run r0000000000ab, which is running: cancel the run instead")]
    [InlineData(RunPhase.Failed, null, "carries no journal's mark")]
    public void On_request_nothing_of_an_unfinished_run_goes_nor_what_carries_no_mark(RunPhase phase, string? journal, string refusal)
    {
        var (thing, why) = Choose(Book(phase, Now, Account(LedgerStatus.Left)), null, Cluster with { Journal = journal });
        Assert.Null(thing);
        Assert.Contains(refusal, why!, StringComparison.Ordinal);
    }

    [Fact]
    public void On_request_another_journals_thing_goes_and_of_several_just_the_named_one()
    {
        var foreign = Cluster with { Journal = "journal-2" };
        Assert.Equal(foreign, Choose(Book(RunPhase.Running, null), null, foreign).Thing);
        Assert.Contains("say which by --id: j-1, j-2", Choose(LedgerBook.Empty, null, Cluster, Cluster with { Id = "j-2" }).Refusal!, StringComparison.Ordinal);
        Assert.Equal("j-2", Choose(LedgerBook.Empty, "j-2", Cluster, Cluster with { Id = "j-2" }).Thing!.Id);
        Assert.Contains("There is no cluster", Choose(LedgerBook.Empty, null).Refusal!, StringComparison.Ordinal);
    }

    private static (InventoryItem? Thing, string? Refusal) Choose(LedgerBook book, string? id, params InventoryItem[] things) =>
        RemovalRules.Choose(new RemoveThing(Resource.Cluster, Name, id), book, Seen(things), Mine);

    private static Reconciled Decide(LedgerBook book, params InventoryItem[] things) => Reconciler.Decide(book, Seen(things), Looks.None, Now);

    private static Inventory Seen(params InventoryItem[] things) => new([.. things], []);

    private static LedgerBook Finished(DateTimeOffset endedAt) => Book(RunPhase.Failed, endedAt, Account(LedgerStatus.Left) with { EndedAt = endedAt });

    private static LedgerBook Requested(LedgerBook book) => book with
    {
        State = book.State.Apply(new RemovalRequested(Resource.Cluster, Name, "j-1", Mine, Given.Id.Value, "left", Now)),
    };

    private static RunAccounted Account(LedgerStatus status) => new(
        Given.Id, Mine, "small", 9, Now,
        [new LedgerEntry(Resource.Cluster, Name, "j-1", status, Now, 3, Now, Now, TimeSpan.Zero)], Now);

    private static LedgerBook Book(RunPhase phase, DateTimeOffset? endedAt, params RunAccounted[] accounts)
    {
        var run = new RunSummary(Given.Id.Value, "small", phase, Given.Start, endedAt);
        var state = accounts.Aggregate(LedgerState.Empty, (s, account) => s.Apply(account with { EndedAt = endedAt ?? account.EndedAt }));
        return new LedgerBook(state, ImmutableDictionary<RunId, RunLedger>.Empty, ImmutableDictionary<RunId, RunSummary>.Empty.Add(Given.Id, run));
    }
}
