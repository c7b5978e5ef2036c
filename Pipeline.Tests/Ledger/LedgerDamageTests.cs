using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.TestKit.Xunit2;
using Pipeline.Actors.Journal;
using Pipeline.Actors.Ledger;
using Pipeline.Actors.Runs;
using Xunit;

namespace Pipeline.Tests.Ledger;

/// <summary>A ledger whose own journal cannot be read: everybody who asks is told which event it is.</summary>
public sealed class LedgerDamageTests() : TestKit(ConfigurationFactory.ParseString("""
    akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
    akka.loglevel = OFF
    """).WithFallback(ConfigurationFactory.ParseString(RunsHosting.JournalConfig)))
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public void A_damaged_event_is_named_to_everybody_who_asks_the_service()
    {
        Damage();
        var ledger = Sys.ActorOf(LedgerHosting.Props(TestActor, new NothingThere(), new LedgerSettings { Journal = "mine" }));
        foreach (var question in new object[] { new GetResources(), new RemoveThing("cluster", "small", null) })
        {
            Assert.Equal(Expected, Told(ledger, question));
        }
    }

    [Fact]
    public void A_reader_is_told_as_well()
    {
        Damage();
        var (runs, inventory) = (TestActor, new NothingThere());
        var reader = Props.Create(() => new LedgerArchive(runs, inventory, "mine", TimeProvider.System));
        Assert.Equal(Expected, Told(Sys.ActorOf(Props.Create(() => new JournalKeeper(reader, "ledger"))), new GetResources()));
    }

    private const string Expected = "Event 1 of the ledger is damaged. It does not fit what came before it: a String is no event of the ledger. Nothing is "
        + "cleaned up and the ledger cannot be shown; runs go on. To mend it, restore the row of the table journal with persistence_id 'ledger' and "
        + "sequence_number 1 from a backup, or run the version of the service that wrote it; then start the service again.";

    private string Told(IActorRef ledger, object question)
    {
        ledger.Tell(question, TestActor);
        return ExpectMsg<JournalDamaged>(Patience).Damage.Text;
    }

    private void Damage()
    {
        Watch(Sys.ActorOf(Props.Create(() => new Writer())));
        ExpectMsg<Terminated>(Patience);
    }

    /// <summary>Writes what is no event of the ledger into its journal.</summary>
    private sealed class Writer : ReceivePersistentActor
    {
        public Writer()
        {
            RecoverAny(_ => { });
            Command<string>(text => Persist(text, _ => Context.Stop(Self)));
            Self.Tell("nonsense");
        }

        public override string PersistenceId => LedgerActor.PersistentId;
    }

    private sealed class NothingThere : IInventory
    {
        public Task<Inventory> List(CancellationToken cancellation) => Task.FromResult(Inventory.Empty);

        public Task Remove(InventoryItem thing, CancellationToken cancellation) => Task.CompletedTask;
    }
}
