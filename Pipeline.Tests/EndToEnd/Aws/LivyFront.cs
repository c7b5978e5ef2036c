using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Pipeline.Tests.Local.Gateway;

namespace Pipeline.Tests.EndToEnd.Aws;

/// <summary>Stands before the gateway as a proxy before a cluster's Livy does, and gives its engines the buckets as folders.</summary>
/// <param name="gateway">The gateway, with the real engine.</param>
/// <param name="mirror">The buckets.</param>
/// <param name="login">User and password that it asks for.</param>
/// <param name="master">The name of the primary node that requests have to be for.</param>
/// <param name="kills">Moments to kill the service at.</param>
internal sealed class LivyFront(TestGateway gateway, S3Mirror mirror, (string User, string Password) login, Func<Task<string?>> master, KillPoints kills) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<(string Session, int Statement), string> _written = new();
    private HttpFront _front = null!;
    private string? _known;

    public string Url => _front.Url;

    /// <summary>Sessions that were asked for with the heartbeat of a service that may be gone for good.</summary>
    public ConcurrentBag<int> Heartbeats { get; } = [];

    public async Task<LivyFront> Start()
    {
        _front = await HttpFront.Start(Handle);
        return this;
    }

    public async ValueTask DisposeAsync() => await _front.DisposeAsync();

    /// <summary>A cluster that ends takes its sessions along.</summary>
    public async Task EndSessions()
    {
        _known = null;
        foreach (var session in JsonNode.Parse((await gateway.Get("/sessions")).Body)!["sessions"]!.AsArray())
        {
            await gateway.Delete($"/sessions/{session!["id"]}");
        }
    }

    private async Task Handle(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('/', 3);
        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.User}:{login.Password}"));
        if (context.Request.Headers.Authorization != expected || target is not ["", var host, var path] || (host != _known && host != (_known = await master())))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        using var request = await HttpFront.Request(context, new Uri(new Uri(gateway.Server.Url), path));
        request.Headers.Host = null;
        request.Headers.AcceptEncoding.Clear(); // answers are read and changed on their way
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", gateway.Client.DefaultRequestHeaders.Authorization!.Parameter);
        var code = await Prepare(request);
        using var response = await gateway.Client.SendAsync(request);
        var body = mirror.ToS3(await response.Content.ReadAsStringAsync());
        await Note(request, path, code, body);
        if (code is not null && await kills.Killed("after statement"))
        {
            context.Abort();
            return;
        }

        var type = response.Content.Headers.ContentType;
        response.Content = new StringContent(body);
        response.Content.Headers.ContentType = type;
        await HttpFront.Answer(context, response);
    }

    /// <summary>The code of a statement that is posted, now with folders in the place of buckets.</summary>
    private async Task<string?> Prepare(HttpRequestMessage request)
    {
        if (request.Method != HttpMethod.Post || request.Content is null || await request.Content.ReadAsStringAsync() is not { Length: > 0 } text || JsonNode.Parse(text) is not JsonObject body)
        {
            return null;
        }

        if (body["heartbeatTimeoutInSecond"] is { } heartbeat)
        {
            Heartbeats.Add((int)heartbeat);
        }

        if ((string?)body["code"] is not { } code)
        {
            return null;
        }

        await mirror.Fetch(code);
        body["code"] = mirror.ToLocal(code);
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        return code;
    }

    /// <summary>Before anybody hears that a statement has ended, what it wrote is in the bucket.</summary>
    private async Task Note(HttpRequestMessage request, string path, string? code, string body)
    {
        if (path.Split('/', '?') is not ["sessions", var session, "statements", ..] || !body.StartsWith('{'))
        {
            return;
        }

        var answer = JsonNode.Parse(body)!;
        if (code is not null && S3Mirror.Output(code) is { } output && answer["id"] is { } id)
        {
            _written[(session, (int)id)] = output;
        }

        foreach (var ended in (answer["statements"]?.AsArray() ?? [answer.DeepClone()]).Where(one => (string?)one!["state"] == "available"))
        {
            if (_written.TryRemove((session, (int)ended!["id"]!), out var written) && (string?)ended["output"]?["status"] == "ok")
            {
                await mirror.Put(written);
            }
        }
    }
}
