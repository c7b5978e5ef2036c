using Pipeline.Host.Api;

namespace Pipeline.Host.Service;

/// <summary>While the service is draining, ends it as soon as no run is unfinished.</summary>
internal sealed class Drain(Activity activity, RunIndex runs, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Drain> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        try
        {
            // Twice in a row: a run that was accepted just before the intake closed is in the list by then.
            var empty = 0;
            using var pace = new PeriodicTimer(Pace, time);
            while (await pace.WaitForNextTickAsync(stopping))
            {
                empty = activity.IsDraining && await UnfinishedRuns.Count(runs, stopping) is 0 ? empty + 1 : 0;
                if (empty == 2)
                {
                    log.LogInformation("The service is drained: no run is unfinished, and it ends.");
                    lifetime.StopApplication();
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // It stops for another reason.
        }
    }
}
