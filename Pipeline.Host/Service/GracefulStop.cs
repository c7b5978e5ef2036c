using Akka.Actor;
using Pipeline.Actors.Runs;
using Pipeline.Host.Api;
using Pipeline.Host.Configuration;

namespace Pipeline.Host.Service;

/// <summary>
/// Before anything of the service is stopped: no more requests are taken (they are told why), and calls to the outside that are under way
/// come back and are written down, so that the next service need not look for what became of them. The runs stay unfinished.
/// </summary>
internal sealed class GracefulStop(Activity activity, RunIndex runs, PipelineOptions options, ILogger<GracefulStop> log) : IHostedLifecycleService
{
    /// <summary>Of the time for the whole stop; the rest is for the actors and the local environment.</summary>
    private const double Share = 0.6;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        activity.Close();
        var limit = options.Service.ShutdownLimit * Share;
        try
        {
            await runs.Ask(SettleRuns.Instance, cancellationToken, limit);
        }
        catch (Exception late) when (late is AskTimeoutException or OperationCanceledException)
        {
            log.LogWarning("Calls to the outside are still under way after {Limit} s; what becomes of them is found out at the next start.", limit.TotalSeconds);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
