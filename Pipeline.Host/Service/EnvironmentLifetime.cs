namespace Pipeline.Host.Service;

/// <summary>Uses the environment while the service is up, and ends it at a graceful stop.</summary>
internal sealed class EnvironmentLifetime(IRunEnvironment environment) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        environment.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => environment.StopAll(cancellationToken);
}
