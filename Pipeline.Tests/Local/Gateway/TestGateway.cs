using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Pipeline.Host.Local.Gateway;
using Xunit;

namespace Pipeline.Tests.Local.Gateway;

/// <summary>A gateway in this process, with a client that is let in.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo _home;

    private TestGateway(DirectoryInfo home, GatewayServer server)
    {
        _home = home;
        Server = server;
        Client = new HttpClient { BaseAddress = new Uri(server.Url) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{GatewayServer.User}:{server.Secret}")));
    }

    public GatewayServer Server { get; }

    public HttpClient Client { get; }

    public string Home => _home.FullName;

    public static string ScriptedEngine => Path.Combine(AppContext.BaseDirectory, "Local", "Gateway", "Fixtures", "scripted-engine.mjs");

    public static Task<TestGateway> Scripted(Func<GatewayOptions, GatewayOptions>? change = null, params string[] engineArguments) => Start(options =>
        (change ?? (o => o))(options with { EngineCommand = ["node", ScriptedEngine, .. engineArguments] }));

    public static async Task<TestGateway> Start(Func<GatewayOptions, GatewayOptions> change)
    {
        var home = Directory.CreateTempSubdirectory("gateway-test-");
        var server = await GatewayServer.Start(change(new GatewayOptions { Home = home.FullName, Name = "test" }), CancellationToken.None);
        return new TestGateway(home, server);
    }

    public Task<TestReply> Get(string path) => Send(HttpMethod.Get, path);

    public Task<TestReply> Delete(string path) => Send(HttpMethod.Delete, path);

    public Task<TestReply> Post(string path, string? body = null) => Send(HttpMethod.Post, path, body);

    public async Task<TestReply> Send(HttpMethod method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Client.SendAsync(request);
        return await TestReply.From(response);
    }

    /// <summary>Makes a session and waits until it takes code.</summary>
    public async Task<int> NewSession(string body = """{"kind":"sql"}""")
    {
        var id = (await Post("/sessions", body)).Json.GetProperty("id").GetInt32();
        await Until($"/sessions/{id}/state", reply => reply.Json.GetProperty("state").GetString() == "idle");
        return id;
    }

    /// <summary>Hands in code and gives the statement's path.</summary>
    public async Task<string> Submit(int session, string code, string? kind = null)
    {
        var body = kind is null ? JsonSerializer.Serialize(new { code }) : JsonSerializer.Serialize(new { code, kind });
        var reply = await Post($"/sessions/{session}/statements", body);
        Assert.Equal(201, reply.Status);
        return reply.Location!;
    }

    public async Task<JsonElement> Finished(string statement) => (await Until(
        statement, reply => reply.Json.GetProperty("state").GetString() is "available" or "cancelled")).Json;

    public Task<TestReply> UntilState(int session, string state) =>
        Until($"/sessions/{session}/state", reply => reply.Json.GetProperty("state").GetString() == state);

    public async Task<TestReply> Until(string path, Func<TestReply, bool> reached)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            var reply = await Get(path);
            if (reached(reply))
            {
                return reply;
            }

            Assert.False(deadline.IsCancellationRequested, $"GET {path} still answers {reply.Status} {reply.Body}");
            await Task.Delay(10, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        _home.Delete(recursive: true);
    }
}

/// <summary>What the gateway answered.</summary>
internal sealed record TestReply(int Status, string? ContentType, string? Location, string? Allow, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public static async Task<TestReply> From(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var types) ? types.ToString() : null,
        response.Headers.Location?.OriginalString,
        response.Content.Headers.TryGetValues("Allow", out var allow) ? string.Join(", ", allow) : null,
        await response.Content.ReadAsStringAsync());
}
