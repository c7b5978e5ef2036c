using Pipeline.Host.Cli.Rendering;
using Pipeline.Host.Service;

namespace Pipeline.Host.Cli.Client;

/// <summary>Reads a run's events until its last, over services that come and go.</summary>
internal sealed class RunFollower(ServiceFinder finder)
{
    private static readonly TimeSpan Return = TimeSpan.FromSeconds(5);

    /// <summary>Hands on every event once and in order; answers the service that told the last one, or null when the service died meanwhile.</summary>
    /// <param name="after">The number of the event to begin after.</param>
    public async Task<RunningService?> Follow(RunningService service, string run, Observer observe, CancellationToken cancellation, long after = 0)
    {
        // The service ends the stream: a last event that a retry follows is none.
        var (seen, over) = (after, false);
        for (var current = service; current is not null; current = await finder.FindAgain(Return, cancellation))
        {
            using var client = finder.Connect(current);
            try
            {
                await foreach (var happened in client.Follow(run, seen, cancellation))
                {
                    (seen, over) = (happened.Sequence, happened.IsLast);
                    await observe(happened, client);
                }
            }
            catch (Exception error) when (error is HttpRequestException or IOException or ProblemException { IsPassing: true })
            {
                // The connection is gone, perhaps the service as well: the next turn looks for it.
            }

            if (over)
            {
                return current;
            }
        }

        return null;
    }
}
