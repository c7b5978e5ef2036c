using Akka.Actor;
using Akka.Hosting;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Journal;

namespace Pipeline.Actors.Runs;

/// <summary>Registers the runs with an actor system.</summary>
public static class RunsHosting
{
    /// <summary>The journal's serializer; identifier and manifests are part of the journal's format.</summary>
    public const string JournalConfig = """
        akka.actor {
          serializers.pipeline-events = "Pipeline.Actors.Journal.EventSerializer, Pipeline.Actors"
          serialization-bindings {
            "Pipeline.Actors.Runs.IRunEvent, Pipeline.Actors" = pipeline-events
            "Pipeline.Actors.Runs.IRunsEvent, Pipeline.Actors" = pipeline-events
            "Pipeline.Actors.Ledger.ILedgerEvent, Pipeline.Actors" = pipeline-events
          }
        }
        """;

    /// <summary>Starts <see cref="RunsActor"/>, and its keeper under the registry key of that name; it takes up every unfinished run.</summary>
    public static AkkaConfigurationBuilder AddRuns(this AkkaConfigurationBuilder builder, RunSettings settings, RunPorts ports, IPipelines pipelines) =>
        builder
            .AddHocon(JournalConfig, HoconAddMode.Append)
            .WithActors((system, registry) =>
            {
                var index = Props.Create(() => new RunsActor(ports, settings, pipelines));
                registry.Register<RunsActor>(system.ActorOf(Props.Create(() => new JournalKeeper(index, "index")), "runs"));
            });
}
