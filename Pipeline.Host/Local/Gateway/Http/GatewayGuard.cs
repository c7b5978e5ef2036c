using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Host.Local.Gateway.Http;

/// <summary>Who may speak to the gateway: callers with its secret, who reach it by a loopback name.</summary>
public sealed class GatewayGuard(string secret)
{
    public const string User = "livy";

    private readonly byte[] _credentials = Encoding.UTF8.GetBytes($"{User}:{secret}");

    /// <summary>A secret nobody can guess.</summary>
    public static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Whether the Host header names this machine; another name means that a browser was lured here.</summary>
    public static bool IsLoopback(string? host) => host is "127.0.0.1" || string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase);

    public bool Admits(string? authorization)
    {
        const string Scheme = "Basic ";
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var given = new byte[authorization.Length];
        return Convert.TryFromBase64String(authorization[Scheme.Length..].Trim(), given, out var length)
            && CryptographicOperations.FixedTimeEquals(given.AsSpan(0, length), _credentials);
    }
}
