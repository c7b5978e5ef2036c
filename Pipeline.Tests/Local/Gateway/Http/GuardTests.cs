using System.Text;
using Pipeline.Host.Local.Gateway.Http;
using Xunit;

namespace Pipeline.Tests.Local.Gateway.Http;

public sealed class GuardTests
{
    private readonly GatewayGuard _guard = new("secret");

    [Theory]
    [InlineData("livy:secret", true)]
    [InlineData("livy:secre", false)]
    [InlineData("livy:secret ", false)]
    [InlineData("other:secret", false)]
    [InlineData("", false)]
    public void Only_the_right_name_and_secret_are_admitted(string credentials, bool admitted) =>
        Assert.Equal(admitted, _guard.Admits("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials))));

    [Theory]
    [InlineData(null)]
    [InlineData("Basic")]
    [InlineData("Basic !!!")]
    [InlineData("Bearer bGl2eTpzZWNyZXQ=")]
    public void Anything_else_is_not(string? header) => Assert.False(_guard.Admits(header));

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("LocalHost", true)]
    [InlineData("evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData(null, false)]
    public void Only_loopback_names_are_served(string? host, bool served) => Assert.Equal(served, GatewayGuard.IsLoopback(host));

    [Fact]
    public void A_secret_is_long_and_new_each_time()
    {
        Assert.Equal(64, GatewayGuard.NewSecret().Length);
        Assert.NotEqual(GatewayGuard.NewSecret(), GatewayGuard.NewSecret());
    }

    [Theory]
    [InlineData("application/vnd.livy.v0.1+json", null)]
    [InlineData("application/vnd.livy.v9+json", "No value found for '9'")]
    [InlineData("application/vnd.livy.v1, */*", null)]
    [InlineData("", null)]
    public void Only_a_header_that_is_all_a_version_counts(string accept, string? refusal) =>
        Assert.Equal(refusal, ApiVersion.Check(accept)?.Text);
}
