using System.Collections.Immutable;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Akka.Actor;
using Pipeline.Actors.Runs;
using Pipeline.Tests.Host.Cli.Rendering;
using Xunit;

namespace Pipeline.Tests.Host.Api;

public class RunEventsTests
{
    private static readonly RunId Run = RunId.Parse("r0123456789ab");
    private static readonly DateTimeOffset At = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly ImmutableArray<RecordedEvent> Journal =
    [
        new(Run, 1, "schema-applied.1", new SchemaApplied(At)),
        new(Run, 2, "table-staged.1", new TableStaged("staging_airports", 3942, At)),
        new(Run, 3, "cancel-requested.1", new CancelRequested(At)),
        new(Run, 4, "run-finished.1", new RunFinished(RunPhase.Cancelled, At)),
    ];

    [Fact]
    public async Task The_list_has_every_event_with_its_manifest_and_time()
    {
        await using var service = await TestService.Start(Answer(journaled: 4));
        var (_, events) = await service.Send(HttpMethod.Get, $"/runs/{Run}/events");
        Assert.Equal([1, 2, 3, 4], events.EnumerateArray().Select(e => e.GetProperty("sequence").GetInt32()));
        Assert.Equal("table-staged.1", events[1].GetProperty("manifest").GetString());
        Assert.Equal("2026-11-22T12:00:00Z", events[1].GetProperty("at").GetString());
        Assert.Equal(3942, events[1].GetProperty("event").GetProperty("rows").GetInt64());
    }

    [Fact]
    public async Task The_stream_goes_on_with_what_happens_until_the_runs_end()
    {
        await using var service = await TestService.Start(Answer(journaled: 2));
        await using var stream = await Stream(service);
        Assert.Equal("1 2", await stream.Read(2));

        // Told twice, and of another run: neither is news.
        service.System.EventStream.Publish(Journal[1]);
        service.System.EventStream.Publish(Journal[2] with { Run = RunId.FromBits(7) });
        service.System.EventStream.Publish(Journal[2]);
        service.System.EventStream.Publish(Journal[3]);
        Assert.Equal("3 4 end", await stream.Read(3));
    }

    [Fact]
    public async Task A_gap_is_filled_from_the_journal()
    {
        var journaled = 1;
        await using var service = await TestService.Start(question => Answer(journaled)(question));
        await using var stream = await Stream(service);
        Assert.Equal("1", await stream.Read(1));
        journaled = 4;
        service.System.EventStream.Publish(Journal[3]);
        Assert.Equal("2 3 4 end", await stream.Read(4));
    }

    [Fact]
    public async Task A_stream_is_taken_up_after_the_event_that_was_seen_last()
    {
        await using var service = await TestService.Start(Answer(journaled: 4));
        await using var stream = await Stream(service, lastSeen: 2);
        Assert.Equal("3 4 end", await stream.Read(3));
    }

    [Fact]
    public async Task Who_has_seen_the_last_event_does_not_wait_for_another()
    {
        await using var service = await TestService.Start(Answer(journaled: 4));
        await using var stream = await Stream(service, lastSeen: 4);
        Assert.Equal("end", await stream.Read(1));
    }

    private static Func<object, object?> Answer(int journaled) => question => question switch
    {
        GetRunEvents events => new RunEventList(Run, [.. Journal.Take(journaled).Where(e => e.Sequence >= events.From)]),
        GetRun => SampleRun.Running with { Events = journaled, State = journaled == 4 ? RunPhase.Cancelled : RunPhase.Running },
        _ => null,
    };

    private static async Task<EventStreamReader> Stream(TestService service, long lastSeen = 0)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/runs/{Run}/events");
        request.Headers.Add("Accept", "text/event-stream");
        if (lastSeen > 0)
        {
            request.Headers.Add("Last-Event-ID", lastSeen.ToString());
        }

        var response = await service.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new EventStreamReader(response, SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync().GetAsyncEnumerator());
    }

    private sealed record EventStreamReader(HttpResponseMessage Response, IAsyncEnumerator<SseItem<string>> Items) : IAsyncDisposable
    {
        /// <summary>The next events' ids, which are their sequence numbers, and <c>end</c>.</summary>
        public async Task<string> Read(int count)
        {
            var read = new List<string>();
            while (read.Count < count)
            {
                read.Add(await Items.MoveNextAsync() ? Id(Items.Current) : "end");
            }

            return string.Join(' ', read);
        }

        public async ValueTask DisposeAsync()
        {
            await Items.DisposeAsync();
            Response.Dispose();
        }

        private static string Id(SseItem<string> item)
        {
            Assert.Equal(item.EventId, JsonSerializer.Deserialize<JsonElement>(item.Data).GetProperty("sequence").GetRawText());
            return item.EventId!;
        }
    }
}
