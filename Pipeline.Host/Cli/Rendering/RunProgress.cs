using Pipeline.Host.Api;
using Pipeline.Host.Cli.Client;

namespace Pipeline.Host.Cli.Rendering;

/// <summary>What a follower calls with each event, and with the client that it came through.</summary>
internal delegate Task Observer(EventBody happened, ServiceClient client);

/// <summary>Shows a run while it goes on: bars on a terminal, else a line for each event.</summary>
internal static class RunProgress
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    public static async Task<T> Show<T>(CliContext context, string run, Func<Observer, Task<T>> follow)
    {
        if (!context.LiveError)
        {
            return await follow((happened, _) => context.Error.WriteLineAsync(EventText.Line(happened)));
        }

        Task<T>? following = null;
        await LiveBars.Show(context.Error, async draw =>
        {
            (long Sequence, ServiceClient Client)? latest = null;
            following = follow((happened, client) =>
            {
                latest = (happened.Sequence, client);
                return Task.CompletedTask;
            });

            // Events come in bursts: the bars are drawn at their own pace, from what the service says by then.
            using var pace = new PeriodicTimer(Pace, context.Time);
            for (var drawn = 0L; !following.IsCompleted; await Task.WhenAny(following, pace.WaitForNextTickAsync().AsTask()))
            {
                if (latest is { } seen && seen.Sequence > drawn && await TryRead(seen.Client, run) is { } view)
                {
                    drawn = seen.Sequence;
                    draw(view);
                }
            }
        });
        return await following!;
    }

    /// <summary>Null while the service is away: the follower looks for it.</summary>
    private static async Task<Actors.Runs.RunView?> TryRead(ServiceClient client, string run)
    {
        try
        {
            return await client.Run(run, CancellationToken.None);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or ObjectDisposedException or ProblemException)
        {
            return null;
        }
    }
}
