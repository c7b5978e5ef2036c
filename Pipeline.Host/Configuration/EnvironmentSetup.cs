using Amazon.Runtime;
using Pipeline.Actors.Definitions;
using Pipeline.Host.Adapters.Aws;
using Pipeline.Host.Cli.Sample;
using Pipeline.Host.Definitions;
using Pipeline.Host.Local;
using Pipeline.Host.Service;
using Pipeline.Host.Simulated.Service;

namespace Pipeline.Host.Configuration;

/// <summary>What runs need of the outside: where pipelines are found, and the environment that they run in.</summary>
internal static class EnvironmentSetup
{
    public const string Aws = "aws";

    public static void AddPipelineEnvironment(this WebApplicationBuilder builder, PipelineOptions options)
    {
        builder.Services.AddSingleton<IPipelines>(Pipelines(options));
        builder.Services.AddSingleton(provider => Create(
            options, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>()));
        builder.Services.AddSingleton(provider => provider.GetRequiredService<IRunEnvironment>().Ports);
        if (options.Environment == Aws)
        {
            builder.Services.AddSingleton(provider => ((AwsEnvironment)provider.GetRequiredService<IRunEnvironment>()).Check);
        }

        // Services stop in the reverse of this order: the environment ends when no actor uses it any more.
        builder.Services.AddHostedService<EnvironmentLifetime>();
    }

    public static IRunEnvironment Create(PipelineOptions options, TimeProvider time, ILoggerFactory logs) => options.Environment switch
    {
        "local" => LocalEnvironment.Create(Local(options), time, logs),
        "simulated" => new SimulatedEnvironment(options.Simulated, Pipelines(options), time.GetUtcNow()),
        Aws => OnAws(options, time, logs),
        var other => throw new InvalidOperationException($"No environment is called {other}: OptionsReader let it pass."),
    };

    /// <summary>The SDK's own chain is asked for what the settings leave open; without a region it makes no client.</summary>
    public static AwsClients Clients(AwsSettings settings)
    {
        try
        {
            return new AwsClients(settings);
        }
        catch (AmazonClientException missing)
        {
            throw new ConfigurationProblemsException([$"pipeline.aws.region is not set, and nothing else names a region ({missing.Message}): set it, AWS_REGION, or the profile's region."]);
        }
    }

    private static AwsEnvironment OnAws(PipelineOptions options, TimeProvider time, ILoggerFactory logs) =>
        new(options.Aws, options.Sink, Clients(options.Aws), SampleGenerator.Write, logs, time);

    // The gateway has no session that runs on a real Spark yet, so jobs that need one are refused when they are validated.
    public static PipelineCatalog Pipelines(PipelineOptions options) => new(options.Root, options.Sink, options.Environment switch
    {
        Aws => TargetEnvironment.Aws,
        "simulated" => TargetEnvironment.Simulated,
        _ => TargetEnvironment.Local(hasSpark: false),
    });

    public static LocalOptions Local(PipelineOptions options) =>
        new(options.Home, options.Root, options.Local.Sessions, options.Local.Postgres?.Value, SampleGenerator.Write);
}
