using System.Net;
using Microsoft.AspNetCore.Http;
using Pipeline.Host.Api;
using Pipeline.Host.Configuration;
using Xunit;

namespace Pipeline.Tests.Host.Api;

public class GuardsTests
{
    private const string Token = "0123456789abcdef0123";

    [Theory]
    [InlineData("localhost:7407")]
    [InlineData("127.0.0.1:7407")]
    [InlineData("[::1]:7407")]
    [InlineData("LocalHost")]
    [InlineData("pipeline.example.org")]
    public void A_host_of_its_own_is_taken(string host) => Assert.Null(Open().WrongHost(new HostString(host)));

    [Theory]
    [InlineData("evil.example.org")]
    [InlineData("127.0.0.1.example.org")]
    [InlineData("")]
    public void Any_other_host_is_refused(string host) => Assert.NotNull(Open().WrongHost(new HostString(host)));

    [Fact]
    public void A_page_of_another_site_changes_nothing()
    {
        var host = new HostString("127.0.0.1:7407");
        Assert.NotNull(Open().CrossSite("POST", "https://evil.example.org", host));
        Assert.NotNull(Open().CrossSite("POST", "null", host));
        Assert.Null(Open().CrossSite("POST", "http://127.0.0.1:7407", host));
        Assert.Null(Open().CrossSite("POST", null, host));
        Assert.Null(Open().CrossSite("GET", "https://evil.example.org", host));
    }

    [Theory]
    [InlineData("Bearer " + Token, true)]
    [InlineData("bearer " + Token, true)]
    [InlineData("Bearer " + Token + "x", false)]
    [InlineData("Basic " + Token, false)]
    [InlineData(Token, false)]
    [InlineData(null, false)]
    public void The_token_has_to_be_shown_as_a_bearer_token(string? authorization, bool taken) =>
        Assert.Equal(taken, new Guards(Listen, Token).WrongToken(authorization) is null);

    [Fact]
    public void Without_a_token_none_is_asked_for() => Assert.Null(Open().WrongToken(null));

    private static readonly ListenOptions Listen = new(IPAddress.Loopback, 7407, ["pipeline.example.org"], null, 1 << 20);

    private static Guards Open() => new(Listen, token: null);
}
