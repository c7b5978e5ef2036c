using Akka.Configuration;
using Akka.Hosting;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Ledger;
using Pipeline.Actors.Runs;
using Pipeline.Host.Api;
using Pipeline.Host.Service;
using Pipeline.Host.Simulated;
using Pipeline.Host.Simulated.Service;

namespace Pipeline.Host.Configuration;

/// <summary>The actor system: hocon.conf, the journal, the run actors, the log of what happens to runs.</summary>
internal static class AkkaSetup
{
    public const string SystemName = "pipeline";

    public static void AddPipelineActors(this WebApplicationBuilder builder, PipelineOptions options, string journal)
    {
        builder.Services.AddAkka(SystemName, (akka, provider) => akka
            .AddPipelineConfiguration(options)
            .AddSimulatedTime(provider.GetRequiredService<IRunEnvironment>())
            .WithActors((system, _) => system.ActorOf(RunLog.Props(provider.GetRequiredService<ILogger<RunLog>>()), "run-log"))
            .AddRuns(RunSettingsFor(options, journal, provider), provider.GetRequiredService<RunPorts>(), provider.GetRequiredService<IPipelines>())
            .AddLedger(LedgerSettingsFor(options, journal, TimeOf(provider)), provider.GetRequiredService<IRunEnvironment>().Inventory));
        builder.Services.AddSingleton(provider => new LedgerIndex(provider.GetRequiredService<IRequiredActor<LedgerActor>>().GetAsync));
        builder.Services.AddSingleton(provider =>
            new RunIndex(provider.GetRequiredService<IRequiredActor<RunsActor>>().GetAsync, options.Service.AnswerTimeout));
    }

    /// <summary>The last one added wins: the journal's place over hocon.conf, and that over the loggers' own level.</summary>
    public static AkkaConfigurationBuilder AddPipelineConfiguration(this AkkaConfigurationBuilder akka, PipelineOptions options) => akka
        .ConfigureLoggers(loggers => loggers.ClearLoggers().AddLoggerFactory())
        .AddHoconFile(Path.Combine(options.Root, Checkout.ConfigurationFile), HoconAddMode.Prepend)
        .AddHocon(JournalPlace.Of(options.Journal), HoconAddMode.Prepend);

    private static AkkaConfigurationBuilder AddSimulatedTime(this AkkaConfigurationBuilder akka, IRunEnvironment environment)
    {
        if (environment is not SimulatedEnvironment simulated)
        {
            return akka;
        }

        // The actor system waits for its loggers when it starts: what its actors run on has to be there before.
        simulated.Start();
        return akka.AddHocon(simulated.Akka, HoconAddMode.Prepend);
    }

    /// <summary>The time that runs live in.</summary>
    private static TimeProvider TimeOf(IServiceProvider provider) =>
        provider.GetRequiredService<IRunEnvironment>() is SimulatedEnvironment simulated ? simulated.Clock : provider.GetRequiredService<TimeProvider>();

    private static LedgerSettings LedgerSettingsFor(PipelineOptions options, string journal, TimeProvider time) => new()
    {
        Journal = journal,
        Time = time,
        Every = options.Ledger.Every,
        Settle = options.Ledger.Settle,
    };

    private static RunSettings RunSettingsFor(PipelineOptions options, string journal, IServiceProvider provider)
    {
        var settings = new RunSettings
        {
            Journal = journal,
            Environment = options.Environment,
            Time = TimeOf(provider),
            NewRunId = RandomRunId.Next,
            Resume = options.Runs.Resume,
        };
        return provider.GetRequiredService<IRunEnvironment>() is SimulatedEnvironment simulated
            ? Simulation.Polling(settings) with { Core = simulated.Core }
            : settings with { LivyPolling = options.Runs.Livy, ClusterPolling = options.Runs.Cluster, WarehousePolling = options.Runs.Warehouse };
    }
}
