using System.Net;
using Xunit;

namespace Pipeline.Tests.Local.Gateway.Http;

/// <summary>The server towards callers that it does not trust. No engine is started.</summary>
public sealed class GuardedServerTests
{
    [Fact]
    public async Task Without_the_secret_everything_is_401()
    {
        await using var gateway = await TestGateway.Start(options => options);
        gateway.Client.DefaultRequestHeaders.Authorization = null;

        using var reply = await gateway.Client.GetAsync("/version");

        Assert.Equal(HttpStatusCode.Unauthorized, reply.StatusCode);
        Assert.Equal("Basic realm=\"livy\"", reply.Headers.WwwAuthenticate.ToString());
        Assert.Equal("", await reply.Content.ReadAsStringAsync());
        Assert.Equal(401, (await gateway.Send(HttpMethod.Post, "/sessions", "{}", ("Authorization", "Basic bGl2eTpsaXZ5"))).Status);
    }

    [Fact]
    public async Task Under_another_name_it_serves_nobody()
    {
        await using var gateway = await TestGateway.Start(options => options);
        Assert.Equal(403, (await gateway.Send(HttpMethod.Get, "/version", null, ("Host", "evil.example"))).Status);
        Assert.Equal(200, (await gateway.Send(HttpMethod.Get, "/version", null, ("Host", "localhost"))).Status);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_413()
    {
        await using var gateway = await TestGateway.Start(options => options with { MaxRequestBytes = 1000 });
        Assert.Equal(413, (await gateway.Post("/sessions", $$"""{"name":"{{new string('x', 2000)}}"}""")).Status);
        Assert.Equal(200, (await gateway.Get("/sessions")).Status);
    }

    [Fact]
    public async Task It_listens_on_loopback_only()
    {
        await using var gateway = await TestGateway.Start(options => options);
        Assert.Equal(IPAddress.Loopback, IPAddress.Parse(new Uri(gateway.Server.Url).Host));
    }

    [Fact]
    public async Task An_override_turns_a_POST_into_another_method()
    {
        await using var gateway = await TestGateway.Start(options => options);
        Assert.Equal(200, (await gateway.Send(HttpMethod.Post, "/sessions?_method=get")).Status);
        Assert.Equal(405, (await gateway.Send(HttpMethod.Post, "/sessions", "{}", ("X-HTTP-Method-Override", "PUT"))).Status);
        Assert.Equal(200, (await gateway.Send(HttpMethod.Get, "/sessions", null, ("X-HTTP-Method-Override", "PUT"))).Status);
    }
}
