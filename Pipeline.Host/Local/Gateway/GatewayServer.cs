using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Pipeline.Host.Local.Gateway.Http;

namespace Pipeline.Host.Local.Gateway;

/// <summary>A Livy-compatible server for this machine: listens on loopback only and runs one engine process per session.</summary>
public sealed class GatewayServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly SessionRegistry _registry;
    private readonly GatewayOptions _options;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _disposed;

    private GatewayServer(WebApplication application, SessionRegistry registry, GatewayOptions options, string secret)
    {
        _options = options;
        _application = application;
        _registry = registry;
        Secret = secret;
        Url = application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
    }

    /// <summary>The user of the gateway's Basic authentication.</summary>
    public static string User => GatewayGuard.User;

    /// <summary>The server's address, such as <c>http://127.0.0.1:40123</c>.</summary>
    public string Url { get; }

    /// <summary>The password of the gateway's Basic authentication, new with each start.</summary>
    public string Secret { get; }

    /// <summary>Ends when the gateway and all its engines have ended.</summary>
    public Task Stopped => _stopped.Task;

    public static async Task<GatewayServer> Start(GatewayOptions options, CancellationToken cancellation)
    {
        DeleteTempFolders(options);
        var secret = GatewayGuard.NewSecret();
        var registry = new SessionRegistry(options);
        var handler = new GatewayHandler(new GatewayGuard(secret), new GatewayActions(registry), options.Log);
        var application = Build(options);
        application.Run(handler.Handle);
        try
        {
            await application.StartAsync(cancellation);
            return new GatewayServer(application, registry, options, secret);
        }
        catch
        {
            await application.DisposeAsync();
            registry.Dispose();
            throw;
        }
    }

    /// <summary>Takes no more requests, ends all sessions, and is gone when their engines are.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            await Stopped;
            return;
        }

        try
        {
            await _registry.StopAll();
            await _application.StopAsync();

            // A session that was made meanwhile.
            await _registry.StopAll();
            await _application.DisposeAsync();
            _registry.Dispose();
            DeleteTempFolders(_options);
        }
        finally
        {
            _stopped.TrySetResult();
        }
    }

    private static WebApplication Build(GatewayOptions options)
    {
        // The empty builder: no setting of the caller's environment reaches the gateway.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxRequestBytes;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        return builder.Build();
    }

    // A gateway that was killed could not delete its sessions' folders; whoever bears its name now owns them.
    private static void DeleteTempFolders(GatewayOptions options)
    {
        if (Directory.Exists(options.TempRoot))
        {
            Directory.Delete(options.TempRoot, recursive: true);
        }
    }
}
