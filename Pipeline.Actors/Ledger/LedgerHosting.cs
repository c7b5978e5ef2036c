using Akka.Actor;
using Akka.Hosting;
using Pipeline.Actors.Journal;
using Pipeline.Actors.Runs;

namespace Pipeline.Actors.Ledger;

/// <summary>Registers the ledger with an actor system.</summary>
public static class LedgerHosting
{
    /// <summary>The ledger's actor and its keeper; a failed persist stops it, and it starts again from its journal.</summary>
    public static Props Props(IActorRef runs, IInventory inventory, LedgerSettings settings)
    {
        var ledger = Akka.Actor.Props.Create(() => new LedgerActor(runs, inventory, settings));
        return Akka.Actor.Props.Create(() => new JournalKeeper(ledger, "ledger"));
    }

    /// <summary>Starts <see cref="LedgerActor"/> under the registry key of that name, after the runs; it compares the ledger with the outside at once.</summary>
    public static AkkaConfigurationBuilder AddLedger(this AkkaConfigurationBuilder builder, LedgerSettings settings, IInventory inventory) =>
        builder.WithActors((system, registry) =>
        {
            var runs = registry.Get<RunsActor>();
            registry.Register<LedgerActor>(system.ActorOf(Props(runs, inventory, settings), "ledger"));
        });
}
