using Pipeline.Host.Api;
using Pipeline.Host.Configuration;

namespace Pipeline.Host.Service;

/// <summary>Ends the service when no run is unfinished and nobody is asking it anything.</summary>
internal sealed class UntilIdle(
    Activity activity, RunIndex runs, PipelineOptions options, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<UntilIdle> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        try
        {
            await Watch(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // It stops for another reason.
        }
    }

    private async Task Watch(CancellationToken stopping)
    {
        if (await HasRuns(stopping))
        {
            activity.Busy();
        }

        using var pace = new PeriodicTimer(Pace, time);
        while (await pace.WaitForNextTickAsync(stopping))
        {
            if (activity.IsIdle(options.Service.FirstRunGrace, options.Service.IdleGrace) && await TryClose(stopping))
            {
                log.LogInformation("No run is unfinished: the service ends.");
                lifetime.StopApplication();
                return;
            }
        }
    }

    /// <summary>Asked before, so that nobody is refused while a run goes on, and after: a run that was accepted in between would be stopped as it begins.</summary>
    private async Task<bool> TryClose(CancellationToken stopping)
    {
        if (await HasRuns(stopping))
        {
            activity.Busy();
            return false;
        }

        if (!activity.TryClose(options.Service.FirstRunGrace, options.Service.IdleGrace))
        {
            return false;
        }

        if (!await HasRuns(stopping))
        {
            return true;
        }

        activity.Reopen();
        return false;
    }

    private async Task<bool> HasRuns(CancellationToken stopping) => await UnfinishedRuns.Count(runs, stopping) is not 0;
}
