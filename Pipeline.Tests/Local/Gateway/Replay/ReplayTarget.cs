using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Pipeline.Host.Local.Gateway;

namespace Pipeline.Tests.Local.Gateway.Replay;

/// <summary>
/// The gateway that a recording is replayed against; it can be stopped and started like the recorded server. What the recorded statements
/// read and write under /data lies in a folder of the test's own.
/// </summary>
internal sealed partial class ReplayTarget(int sessionsAtOnce) : IAsyncDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("gateway-replay-");
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(60) };
    private GatewayServer? _server;
    private Uri _address = new("http://127.0.0.1");
    private int _newestSession;

    private string DataFolder => _home.FullName + "/data/";

    public async Task StartServer()
    {
        // The recorder's own program, which one statement takes for a folder.
        Directory.CreateDirectory(DataFolder + "rec");
        await File.WriteAllTextAsync(DataFolder + "rec/rec.py", "");
        _server = await GatewayServer.Start(new GatewayOptions { Home = _home.FullName, Name = "replay", Sessions = sessionsAtOnce }, CancellationToken.None);
        _address = new Uri(_server.Url);
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{GatewayServer.User}:{_server.Secret}")));
    }

    public async Task StopServer()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
            _server = null;
        }
    }

    /// <summary>The answer, or null if nothing listens.</summary>
    public async Task<Observed?> TrySend(RecordedExchange exchange)
    {
        try
        {
            var headers = exchange.Request.TryGetProperty("headers", out var recorded) && recorded.ValueKind == JsonValueKind.Object
                ? recorded.EnumerateObject().Select(h => (h.Name, h.Value.GetString()!)).ToArray()
                : [];
            return await Send(exchange.Method, exchange.Path, RecordedRequestBody.Bytes(exchange.Request), headers);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public async Task<Observed> Send(string method, string path, byte[]? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(_address, path));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Replace(body, "/data/"u8, DataFolder));
        }

        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var response = await _client.SendAsync(request);
        var seen = await Observed.From(response);
        seen = seen with { Text = seen.Text.Replace(DataFolder, "/data/", StringComparison.Ordinal) };
        if (method == "POST" && path == "/sessions" && seen.Status == 201)
        {
            _newestSession = seen.Json!.Value.GetProperty("id").GetInt32();
        }

        return seen;
    }

    /// <summary>Waits as the recorder did, which did not record it.</summary>
    public async Task UntilNoneStarts(TimeSpan patience)
    {
        using var deadline = new CancellationTokenSource(patience);
        while ((await Send("GET", "/sessions", body: null)).Text.Contains("\"starting\"", StringComparison.Ordinal))
        {
            await Task.Delay(10, deadline.Token);
        }
    }

    /// <summary>Kills the engine of the session made last, whose process the session's log names.</summary>
    public async Task KillNewestEngine()
    {
        var log = (await Send("GET", $"/sessions/{_newestSession}/log?size=-1", body: null)).Text;
        var process = int.Parse(EngineProcess().Match(log).Groups["id"].Value, CultureInfo.InvariantCulture);
        System.Diagnostics.Process.GetProcessById(process).Kill();
    }

    public async ValueTask DisposeAsync()
    {
        await StopServer();
        _client.Dispose();
        _home.Delete(recursive: true);
    }

    private static byte[] Replace(ReadOnlySpan<byte> body, ReadOnlySpan<byte> text, string by)
    {
        var result = new List<byte>();
        while (body.IndexOf(text) is var at and >= 0)
        {
            result.AddRange(body[..at]);
            result.AddRange(Encoding.UTF8.GetBytes(by));
            body = body[(at + text.Length)..];
        }

        result.AddRange(body);
        return [.. result];
    }

    [GeneratedRegex(@"The engine runs as process (?<id>\d+)")]
    private static partial Regex EngineProcess();
}
