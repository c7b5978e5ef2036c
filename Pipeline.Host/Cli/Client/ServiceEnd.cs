using Pipeline.Actors.Runs;
using Pipeline.Host.Local;
using Pipeline.Host.Service;

namespace Pipeline.Host.Cli.Client;

/// <summary>Waits for a service to be gone that ends by itself.</summary>
internal sealed class ServiceEnd(ServiceFinder finder, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    /// <summary>Whether it is gone; false at once while it has other runs to look after.</summary>
    public async Task<bool> Wait(RunningService service, CancellationToken cancellation) =>
        !await HasRuns(service, cancellation) && await Signals.IsGone(service.Process, Limit, time, cancellation);

    private async Task<bool> HasRuns(RunningService service, CancellationToken cancellation)
    {
        try
        {
            using var client = finder.Connect(service);
            return (await client.Runs("", cancellation)).Any(run => !run.State.IsFinal());
        }
        catch (Exception error) when (error is HttpRequestException or ProblemException)
        {
            // It takes no requests any more: it is ending.
            return false;
        }
    }
}
