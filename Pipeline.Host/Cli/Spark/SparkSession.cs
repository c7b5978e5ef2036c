using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Pipeline.Host.Cli.Spark;

/// <summary>A SQL session of one's own at a Livy: posts statements one by one and waits for each.</summary>
internal sealed class SparkSession : IScriptSession
{
    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan SlowestPoll = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient _livy;
    private readonly TimeProvider _time;
    private string _path = "";

    private SparkSession(HttpClient livy, TimeProvider time)
    {
        _livy = livy;
        _time = time;
    }

    public static async Task<SparkSession> Open(string url, string user, string secret, TimeProvider time, CancellationToken cancellation)
    {
        var livy = new HttpClient { BaseAddress = new Uri(url.TrimEnd('/') + "/") };
        livy.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{secret}")));
        livy.DefaultRequestHeaders.Add("X-Requested-By", "pipeline");
        var session = new SparkSession(livy, time);
        var opened = await session.Send(HttpMethod.Post, "sessions", new { kind = "sql" }, cancellation);
        session._path = $"sessions/{opened.GetProperty("id").GetInt32()}/";
        await session.WaitUntilIdle(cancellation);
        return session;
    }

    public async Task<SparkAnswer> Execute(string sql, CancellationToken cancellation)
    {
        var posted = await Send(HttpMethod.Post, "statements", new { code = sql }, cancellation);
        var path = $"statements/{posted.GetProperty("id").GetInt32()}";
        for (var pause = FirstPoll; ; pause = pause * 2 < SlowestPoll ? pause * 2 : SlowestPoll)
        {
            var statement = await Send(HttpMethod.Get, path, null, cancellation);
            if (statement.GetProperty("state").GetString() is not ("waiting" or "running" or "cancelling"))
            {
                return SparkAnswer.Of(sql, statement);
            }

            await Task.Delay(pause, _time, cancellation);
        }
    }

    public ValueTask DisposeAsync()
    {
        _livy.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task WaitUntilIdle(CancellationToken cancellation)
    {
        while (true)
        {
            var state = (await Send(HttpMethod.Get, "state", null, cancellation)).GetProperty("state").GetString();
            if (state is "idle")
            {
                return;
            }

            if (state is not ("not_started" or "starting"))
            {
                var log = await Send(HttpMethod.Get, "log", null, cancellation);
                throw CommandException.Failed($"The Spark session is {state}:\n{string.Join('\n', log.GetProperty("log").EnumerateArray())}");
            }

            await Task.Delay(SlowestPoll / 4, _time, cancellation);
        }
    }

    private async Task<JsonElement> Send(HttpMethod method, string path, object? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, _path + path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await _livy.SendAsync(request, cancellation);
        var text = await response.Content.ReadAsStringAsync(cancellation);
        if (!response.IsSuccessStatusCode)
        {
            throw CommandException.Failed($"The gateway answered {(int)response.StatusCode} to {method} {path}: {text}");
        }

        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
