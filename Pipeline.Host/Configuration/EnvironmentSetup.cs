using Pipeline.Actors.Definitions;
using Pipeline.Host.Cli.Sample;
using Pipeline.Host.Definitions;
using Pipeline.Host.Local;
using Pipeline.Host.Service;
using Pipeline.Host.Simulated.Service;

namespace Pipeline.Host.Configuration;

/// <summary>What runs need of the outside: where pipelines are found, and the environment that they run in.</summary>
internal static class EnvironmentSetup
{
    public static void AddPipelineEnvironment(this WebApplicationBuilder builder, PipelineOptions options)
    {
        builder.Services.AddSingleton<IPipelines>(Pipelines(options));
        builder.Services.AddSingleton(provider => Create(
            options, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>()));
        builder.Services.AddSingleton(provider => provider.GetRequiredService<IRunEnvironment>().Ports);

        // Services stop in the reverse of this order: the environment ends when no actor uses it any more.
        builder.Services.AddHostedService<EnvironmentLifetime>();
    }

    public static IRunEnvironment Create(PipelineOptions options, TimeProvider time, ILoggerFactory logs) => options.Environment switch
    {
        "local" => LocalEnvironment.Create(Local(options), time, logs),
        "simulated" => new SimulatedEnvironment(options.Simulated, Pipelines(options), time.GetUtcNow()),
        var other => throw new InvalidOperationException($"No environment is called {other}: OptionsReader let it pass."),
    };

    // The gateway has no session that runs on a real Spark yet, so jobs that need one are refused when they are validated.
    public static PipelineCatalog Pipelines(PipelineOptions options) =>
        new(options.Root, options.Sink, options.Environment == "simulated" ? TargetEnvironment.Simulated : TargetEnvironment.Local(hasSpark: false));

    public static LocalOptions Local(PipelineOptions options) =>
        new(options.Home, options.Root, options.Local.Sessions, options.Local.Postgres?.Value, SampleGenerator.Write);
}
