using Pipeline.Host.Local;

namespace Pipeline.Host.Service;

/// <summary>Uses the local environment while the service is up, and ends it at a graceful stop.</summary>
internal sealed class LocalLifetime(LocalEnvironment environment) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        environment.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => environment.StopAll(cancellationToken);
}
