using Akka.Actor;
using Pipeline.Actors.Runs;
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
        using var pace = new PeriodicTimer(Pace, time);
        while (await pace.WaitForNextTickAsync(stopping))
        {
            // Closed first, asked then: a run that is accepted in between would be stopped as it begins.
            if (!activity.TryClose(options.Service.FirstRunGrace, options.Service.IdleGrace))
            {
                continue;
            }

            if (await HasRuns(stopping))
            {
                activity.Busy();
                activity.Reopen();
                continue;
            }

            log.LogInformation("No run is unfinished: the service ends.");
            lifetime.StopApplication();
            return;
        }
    }

    private async Task<bool> HasRuns(CancellationToken stopping)
    {
        try
        {
            return await runs.Ask(new ListRuns(), stopping) is not RunList list || list.Runs.Any(run => !run.State.IsFinal());
        }
        catch (AskTimeoutException)
        {
            return true;
        }
    }
}
