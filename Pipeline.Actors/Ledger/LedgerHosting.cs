using Akka.Actor;
using Akka.Hosting;
using Akka.Pattern;
using Pipeline.Actors.Runs;

namespace Pipeline.Actors.Ledger;

/// <summary>Registers the ledger with an actor system.</summary>
public static class LedgerHosting
{
    /// <summary>The ledger's actor; a failed persist stops it, and it starts again from its journal.</summary>
    public static Props Props(IActorRef runs, IInventory inventory, LedgerSettings settings) => BackoffSupervisor.Props(Backoff.OnStop(
        Akka.Actor.Props.Create(() => new LedgerActor(runs, inventory, settings)), "ledger", TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(30), 0.2, maxNrOfRetries: -1));

    /// <summary>Starts <see cref="LedgerActor"/> under the registry key of that name, after the runs; it compares the ledger with the outside at once.</summary>
    public static AkkaConfigurationBuilder AddLedger(this AkkaConfigurationBuilder builder, LedgerSettings settings, IInventory inventory) =>
        builder.WithActors((system, registry) =>
        {
            var runs = registry.Get<RunsActor>();
            registry.Register<LedgerActor>(system.ActorOf(Props(runs, inventory, settings), "ledger"));
        });
}
