using System.Net.Sockets;
using Akka.Actor;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Pipeline.Actors.Runs;
using Pipeline.Host.Api;
using Pipeline.Host.Configuration;
using Pipeline.Host.Journals;
using Pipeline.Host.Local;

namespace Pipeline.Host.Service;

/// <summary>The service as a process: takes the journal, listens, says where, and gives everything back at its end.</summary>
internal static class PipelineService
{
    public static async Task Run(PipelineOptions options, bool untilIdle, CancellationToken cancellation)
    {
        var journal = JournalKinds.Of(options.Journal);
        await using var hold = await journal.Take(JournalHolder.OfThisProcess(options.Home, TimeProvider.System), cancellation);
        Reserve(options.Listen);
        await using var app = Build(options, journal, hold, untilIdle);
        var file = new ServiceFile(options.Home);
        try
        {
            await Start(app, options, cancellation);
            using var lost = hold.Lost.Register(() => GiveUp(app, journal));
            var service = Describe(app, untilIdle);
            file.Write(service);
            Announce(app, options, journal, service);
            await app.WaitForShutdownAsync(cancellation);
        }
        finally
        {
            file.Remove();
        }
    }

    public static WebApplication Build(PipelineOptions options, IJournal journal, IJournalHold hold, bool untilIdle)
    {
        // The empty builder: no ASPNETCORE_ variable of the caller's environment moves the address or the log.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = options.Root });
        builder.AddPipelineLogging();
        builder.AddPipelineListener(options);
        builder.AddPipelineEnvironment(options);
        builder.Services.AddSingleton(journal);
        builder.AddPipelineActors(options, hold.Id);
        builder.AddPipelineApi(options);
        builder.Services.AddHostedService<GracefulStop>();
        builder.Services.AddHostedService<Drain>();
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
            await RefuseDamagedIndex(app, cancellation);
        }
        catch (IOException error) when (error.GetBaseException() is SocketException refused)
        {
            throw AddressTakenException.For(options.Listen, refused);
        }
    }

    /// <summary>Two services on one journal would do everything twice.</summary>
    private static void GiveUp(WebApplication app, IJournal journal)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(PipelineService));
        log.LogCritical("Another service has taken the journal {Journal} over while its server was away: this one ends, and leaves the runs to the other.", journal.Name);
        app.Lifetime.StopApplication();
    }

    /// <summary>Without its index the service would take the same runs in again; it ends with the event that has to be mended.</summary>
    private static async Task RefuseDamagedIndex(WebApplication app, CancellationToken cancellation)
    {
        try
        {
            await app.Services.GetRequiredService<RunIndex>().Ask(new ListRuns(State: RunPhase.Requested), cancellation);
        }
        catch (JournalDamagedException)
        {
            await app.StopAsync(CancellationToken.None);
            throw;
        }
        catch (Exception away) when (away is AskTimeoutException or UnavailableException)
        {
            // The journal is away or slow: the service goes on by itself when it is back, and says 503 until then.
        }
    }

    private static void Announce(WebApplication app, PipelineOptions options, IJournal journal, RunningService service)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(PipelineService));
        log.LogInformation("Listening on {Url} (pid {Pid}); home is {Home}, the journal {Journal}.", service.Url, service.Pid, options.Home, journal.Name);
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
