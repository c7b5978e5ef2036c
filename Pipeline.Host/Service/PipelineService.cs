using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Pipeline.Host.Api;
using Pipeline.Host.Configuration;
using Pipeline.Host.Local;

namespace Pipeline.Host.Service;

/// <summary>The service as a process: takes the journal, listens, says where, and gives everything back at its end.</summary>
internal static class PipelineService
{
    public static async Task Run(PipelineOptions options, bool untilIdle, CancellationToken cancellation)
    {
        using var journal = JournalFolder.Open(options.Journal.File, $"pid {Environment.ProcessId}, started {DateTimeOffset.UtcNow:u}");
        Reserve(options.Listen);
        JournalDatabase.Prepare(options.Journal.File);
        await using var app = Build(options, journal, untilIdle);
        var file = new ServiceFile(options.Home);
        try
        {
            await Start(app, options, cancellation);
            var service = Describe(app, untilIdle);
            file.Write(service);
            Announce(app, options, service);
            await app.WaitForShutdownAsync(cancellation);
        }
        finally
        {
            file.Remove();
        }
    }

    public static WebApplication Build(PipelineOptions options, JournalFolder journal, bool untilIdle)
    {
        // The empty builder: no ASPNETCORE_ variable of the caller's environment moves the address or the log.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = options.Root });
        builder.AddPipelineLogging();
        builder.AddPipelineListener(options);
        builder.AddPipelineEnvironment(options);
        builder.AddPipelineActors(options, journal.Id);
        builder.AddPipelineApi(options);
        if (untilIdle)
        {
            builder.Services.AddHostedService<UntilIdle>();
        }

        var app = builder.Build();
        app.UsePipelineApi();
        return app;
    }

    /// <summary>Looked at before anything else is started: a service that cannot listen must not take up runs.</summary>
    private static void Reserve(ListenOptions listen)
    {
        try
        {
            using var probe = new TcpListener(listen.Address, listen.Port);
            probe.Start();
        }
        catch (SocketException refused)
        {
            throw AddressTakenException.For(listen, refused);
        }
    }

    private static async Task Start(WebApplication app, PipelineOptions options, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException error) when (error.GetBaseException() is SocketException refused)
        {
            throw AddressTakenException.For(options.Listen, refused);
        }
    }

    private static void Announce(WebApplication app, PipelineOptions options, RunningService service)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(PipelineService));
        log.LogInformation("Listening on {Url} (pid {Pid}); home is {Home}.", service.Url, service.Pid, options.Home);
        if (options.Environment == "simulated")
        {
            log.LogInformation(
                "The environment is simulated: nothing is computed, made or paid for, and the times of runs are simulated ones, {Speed} times as fast as real ones.",
                options.Simulated.Speed);
        }

        log.LogInformation("Runs on {Akka}, .NET {Version}.", AkkaOrigin.Describe(), Environment.Version);
    }

    private static RunningService Describe(WebApplication app, bool untilIdle)
    {
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        var host = address.Host is "0.0.0.0" ? "127.0.0.1" : address.Host is "[::]" ? "[::1]" : address.Host;
        return new RunningService(
            ProcessIdentity.Current, Environment.ProcessId, DateTimeOffset.UtcNow, address.Port, $"http://{host}:{address.Port}", untilIdle);
    }
}
