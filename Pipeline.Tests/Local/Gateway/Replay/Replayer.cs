using System.Text.Json;
using Xunit;

namespace Pipeline.Tests.Local.Gateway.Replay;

/// <summary>An exchange that went otherwise than recorded.</summary>
internal sealed record Finding(RecordedExchange Exchange, IReadOnlyList<string> Differs, string Seen);

/// <summary>Sends a recording's requests to a gateway, in their order, and tells where its answers differ.</summary>
internal sealed class Replayer(Recording recording, ReplayTarget target, IReadOnlyDictionary<int, Deviation> listed)
{
    /// <summary>Some statements take Spark seconds and the engine a minute; only a failing test waits for the whole of this.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Where a state is expected never to come there is no point in waiting for it; but what starts is waited for, as long as that takes.</summary>
    private static readonly TimeSpan NoHope = TimeSpan.FromMilliseconds(500);

    private readonly List<Finding> _findings = [];
    private readonly Dictionary<string, string> _states = [];
    private readonly Dictionary<string, int> _submitted = [];

    public async Task<IReadOnlyList<Finding>> Run()
    {
        await BurnIds(FirstId());
        foreach (var exchange in recording.Exchanges)
        {
            if (exchange.Event is { } happening)
            {
                await Happen(happening);
            }
            else if (NotReplayed.Contains(recording.File, exchange.Index))
            {
                await BurnIds(IsCreation(exchange) ? 1 : 0);
            }
            else
            {
                await Replay(exchange);
            }
        }

        return _findings;
    }

    // Session ids are counted from the server's start, so the server is made to count up to where the recording begins: a name that is
    // refused uses up an id.
    private async Task BurnIds(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(400, (await target.Send("POST", "/sessions", """{"name":"1"}"""u8.ToArray())).Status);
        }
    }

    private int FirstId() =>
        recording.Exchanges.FirstOrDefault(e => e.Event is null && IsCreation(e))?.JsonBody!.Value.GetProperty("id").GetInt32() ?? 0;

    private static bool IsCreation(RecordedExchange exchange) =>
        exchange is { Method: "POST", Resource: "/sessions", WasAnswered: true } && exchange.Status == 201;

    private async Task Happen(string happening)
    {
        switch (happening)
        {
            case "driver killed":
                await target.KillNewestEngine();
                break;
            case var text when text.StartsWith("four at once: ", StringComparison.Ordinal):
                await target.UntilNoneStarts(Patience);
                break;
            case var text when text.StartsWith("server stopped", StringComparison.Ordinal):
                await target.StopServer();
                _states.Clear();
                break;
            case var text when text.StartsWith("start: up", StringComparison.Ordinal):
                await target.StartServer();
                break;
            case var text when text.StartsWith("server killed", StringComparison.Ordinal):
                await target.StopServer();
                _states.Clear();
                await target.StartServer();
                break;
        }
    }

    private async Task Replay(RecordedExchange exchange)
    {
        await FillIn(exchange);
        var differences = new List<string>();
        using var deadline = new CancellationTokenSource(Patience);
        using var hope = new CancellationTokenSource(IsHopeless(exchange) ? NoHope : Patience);
        while (true)
        {
            var seen = await target.TrySend(exchange);
            if (seen is null || !exchange.WasAnswered)
            {
                if (seen is null == exchange.WasAnswered || exchange.Response.TryGetProperty("timeout_ms", out _))
                {
                    _findings.Add(new Finding(exchange, ["answered"], seen?.Text ?? "no answer"));
                }

                return;
            }

            Count(exchange, seen);
            differences.AddRange(OutOfOrder(exchange, seen));
            if (!deadline.IsCancellationRequested && (!hope.IsCancellationRequested || IsStarting(seen)) && IsStillToCome(exchange, seen))
            {
                await Task.Delay(10, CancellationToken.None);
                continue;
            }

            differences.AddRange(seen.Differences(exchange));
            if (differences.Count > 0)
            {
                _findings.Add(new Finding(exchange, [.. differences.Distinct()], $"{seen.Status} {seen.Text}"));
            }

            return;
        }
    }

    private bool IsHopeless(RecordedExchange exchange) =>
        listed.TryGetValue(exchange.Index, out var deviation) && deviation.Differs.Any(path => path is "status" or "body.state");

    private static bool IsStillToCome(RecordedExchange exchange, Observed seen) => exchange.Method == "GET" && (
        (exchange.Status == 500 && seen.Status == 200)
        || (exchange.JsonBody is { } recorded && seen.Json is { } actual && Lifecycle.IsBehind(recorded, actual)));

    private static bool IsStarting(Observed seen) => seen.Json is { } json && Lifecycle.StateOf(json) == "starting";

    private IEnumerable<string> OutOfOrder(RecordedExchange exchange, Observed seen)
    {
        if (exchange.Method != "GET" || seen.Json is not { } json || Lifecycle.StateOf(json) is not { } state)
        {
            // What has gone may come again under the same name.
            _states.Remove(exchange.Resource);
            return [];
        }

        var before = _states.GetValueOrDefault(exchange.Resource, state);
        _states[exchange.Resource] = state;
        return Lifecycle.MayFollow(before, state) ? [] : [$"order of states ({before}, {state})"];
    }

    // Of many quick statements the recording shows only the first and the last; those between are like them. And where the gateway refuses
    // a statement that Livy took, another takes its id.
    private async Task FillIn(RecordedExchange exchange)
    {
        if (exchange is not { Method: "POST", WasAnswered: true } || exchange.Status != 201
            || !exchange.Resource.EndsWith("/statements", StringComparison.Ordinal))
        {
            return;
        }

        var id = exchange.JsonBody!.Value.GetProperty("id").GetInt32();
        while (_submitted.GetValueOrDefault(exchange.Resource) is var next && next < id)
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(new { code = $"SELECT {next} AS n", kind = "sql" });
            var filler = await target.Send("POST", exchange.Resource, body);
            Assert.Equal(201, filler.Status);
            Count(exchange, filler);
        }
    }

    private void Count(RecordedExchange exchange, Observed seen)
    {
        if (exchange.Method == "POST" && exchange.Resource.EndsWith("/statements", StringComparison.Ordinal) && seen.Status == 201)
        {
            _submitted[exchange.Resource] = seen.Json!.Value.GetProperty("id").GetInt32() + 1;
        }
    }
}
