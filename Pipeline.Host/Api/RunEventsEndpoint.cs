using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Mvc;
using Pipeline.Actors.Runs;

namespace Pipeline.Host.Api;

/// <summary><c>GET /runs/{id}/events</c>: a list, or a live stream for those who accept one.</summary>
internal static class RunEventsEndpoint
{
    private const string EventStream = "text/event-stream";

    public static async Task<IResult> Handle(
        string id, RunIndex runs, RunFeed feed, IHostApplicationLifetime lifetime, HttpRequest request, CancellationToken cancellation,
        [FromQuery] string? from = null, [FromQuery] string? to = null)
    {
        if (!RunId.TryParse(id, out var run))
        {
            return RunEndpoints.Unknown(id);
        }

        if (!RunEndpoints.Position(from, out var first))
        {
            return Problems.BadRequest($"'from' is '{from}'; it has to be the number of an event, from 1.");
        }

        if (!RunEndpoints.Position(to, out var last))
        {
            return Problems.BadRequest($"'to' is '{to}'; it has to be the number of an event, from 1.");
        }

        if (!request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType.Equals(EventStream, StringComparison.OrdinalIgnoreCase)))
        {
            return await runs.Ask(new GetRunEvents(run, first ?? 1, last), cancellation) switch
            {
                RunEventList list => TypedResults.Ok(list.Events.Select(EventBody.Of).ToArray()),
                Refused refused => Problems.Unreadable(refused.Why),
                _ => RunEndpoints.Unknown(id),
            };
        }

        if (await runs.Ask(new GetRun(run), cancellation) is var known and not RunView)
        {
            return known is Refused refused ? Problems.Unreadable(refused.Why) : RunEndpoints.Unknown(id);
        }

        // A client that comes back says which event it saw last; that beats what its address says.
        var start = long.TryParse(request.Headers["Last-Event-ID"], out var seen) ? seen + 1 : first ?? 1;
        return TypedResults.ServerSentEvents(Items(feed, run, start, lifetime.ApplicationStopping, cancellation));
    }

    /// <summary>Ends when the service stops as well: a stream nobody ends would hold the stop up.</summary>
    private static async IAsyncEnumerable<SseItem<EventBody>> Items(
        RunFeed feed, RunId run, long from, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellation);
        await using var events = feed.Follow(run, from, end.Token).GetAsyncEnumerator(end.Token);
        while (await Next(events))
        {
            yield return new SseItem<EventBody>(EventBody.Of(events.Current)) { EventId = events.Current.Sequence.ToString() };
        }
    }

    private static async Task<bool> Next(IAsyncEnumerator<RecordedEvent> events)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
