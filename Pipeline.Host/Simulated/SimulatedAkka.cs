using Akka.Configuration;
using Pipeline.Actors.Runs;

namespace Pipeline.Host.Simulated;

/// <summary>The HOCON of a simulation's actor systems: every actor on the one dispatcher, the virtual scheduler, the journal in memory, no logger.</summary>
internal static class SimulatedAkka
{
    private const string Dispatcher = "Pipeline.Host.Simulated.SingleThreadDispatcherConfigurator, Pipeline.Host";

    public static readonly Config Config = ConfigurationFactory.ParseString($$"""
        akka {
          loglevel = OFF
          stdout-loglevel = OFF
          loggers = []
          log-dead-letters = off
          log-dead-letters-during-shutdown = off
          coordinated-shutdown.run-by-clr-shutdown-hook = off
          scheduler.implementation = "Pipeline.Host.Simulated.VirtualScheduler, Pipeline.Host"
          actor.default-dispatcher.type = "{{Dispatcher}}"
          actor.internal-dispatcher.type = "{{Dispatcher}}"
          persistence {
            snapshot-store.plugin = "akka.persistence.no-snapshot-store"
            dispatchers.default-plugin-dispatcher.type = "{{Dispatcher}}"
            dispatchers.default-replay-dispatcher.type = "{{Dispatcher}}"
            journal.plugin = "akka.persistence.journal.simulated"
            journal.simulated {
              class = "Pipeline.Host.Simulated.SimulatedJournal, Pipeline.Host"
              plugin-dispatcher = "akka.actor.default-dispatcher"
            }
          }
        }
        {{RunsHosting.JournalConfig}}
        """);
}
