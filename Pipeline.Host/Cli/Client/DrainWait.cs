using Pipeline.Host.Api;

namespace Pipeline.Host.Cli.Client;

/// <summary>Has the service that is up take no new runs, and waits until those that go on have ended; an interrupted wait undoes it.</summary>
internal static class DrainWait
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan GoBackLimit = TimeSpan.FromSeconds(8);

    public static async Task Wait(CliContext context, CancellationToken cancellation)
    {
        var finder = new ServiceFinder(context.Options, context.Time, context.Error.WriteLine);
        if (finder.Find() is not { } service)
        {
            return;
        }

        using var client = finder.Connect(service);
        try
        {
            int? told = null;
            for (var state = await client.Drain(HttpMethod.Post, cancellation); state.Unfinished is not 0; state = await client.Drain(HttpMethod.Get, cancellation))
            {
                if (state.Unfinished is { } left && left != told)
                {
                    context.Error.WriteLine($"Waiting for {left} run{(left == 1 ? "" : "s")} to end; Ctrl-C goes back.");
                    told = left;
                }

                await Task.Delay(Pace, context.Time, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            using var limit = new CancellationTokenSource(GoBackLimit, context.Time);
            await client.Drain(HttpMethod.Delete, limit.Token);
            context.Error.WriteLine("The service takes runs again.");
            throw;
        }
        catch (ProblemException refused) when (!refused.IsPassing)
        {
            throw CommandException.Failed(refused.Message);
        }
        catch (Exception ending) when (ending is HttpRequestException or ProblemException)
        {
            // It is stopping or gone: no run was left.
        }
    }
}
