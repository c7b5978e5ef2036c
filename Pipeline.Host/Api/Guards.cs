using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Pipeline.Host.Configuration;

namespace Pipeline.Host.Api;

/// <summary>What a request must be before anything reads it. Pure: tells why it is refused, or null.</summary>
internal sealed class Guards
{
    private readonly ImmutableHashSet<string> _hosts;
    private readonly byte[]? _token;

    /// <param name="listen">Address and further names.</param>
    /// <param name="token">The token that callers must show; null asks for none.</param>
    public Guards(ListenOptions listen, string? token)
    {
        _hosts = ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, ["localhost", "127.0.0.1", "[::1]", Literal(listen.Address), .. listen.Hosts]);
        _token = token is null ? null : Hash(token);
    }

    /// <summary>A page of another site can reach loopback by a name of its own (DNS rebinding): only known names are taken.</summary>
    public string? WrongHost(HostString host) =>
        host.HasValue && _hosts.Contains(host.Host)
            ? null
            : $"The Host header '{host}' is not one of this service's names. Add it to pipeline.listen.hosts if it should be.";

    /// <summary>A browser sends a simple POST to another site without asking, but it says where it comes from.</summary>
    public string? CrossSite(string method, string? origin, HostString host) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || string.IsNullOrEmpty(origin) || SameHost(origin, host)
            ? null
            : $"A page of {origin} may not change anything here.";

    /// <summary>Compared by hash in constant time: an answer's time tells nothing of how much of the token was right.</summary>
    public string? WrongToken(string? authorization)
    {
        const string scheme = "Bearer ";
        if (_token is null)
        {
            return null;
        }

        var shown = authorization is not null && authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? authorization[scheme.Length..].Trim() : "";
        return CryptographicOperations.FixedTimeEquals(Hash(shown), _token) ? null : "This service asks for the bearer token of its pipeline.listen.token-file.";
    }

    private static bool SameHost(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && string.Equals(uri.Authority, host.Value, StringComparison.OrdinalIgnoreCase);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static string Literal(IPAddress address) =>
        address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
}
