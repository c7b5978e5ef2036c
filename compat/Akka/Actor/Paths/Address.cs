namespace Akka.Actor;

/// <summary>Where an actor system is: protocol, name and, when it is remote, host and port.</summary>
public sealed class Address(string protocol, string system, string host = null, int? port = null)
    : IEquatable<Address>, IComparable<Address>, IComparable
{
    public static readonly Address AllSystems = new("akka", "all-systems");

    public string Protocol { get; } = protocol;

    public string System { get; } = system;

    public string Host { get; } = host?.ToLowerInvariant();

    public int? Port { get; } = port;

    public bool HasLocalScope => string.IsNullOrEmpty(Host);

    public bool HasGlobalScope => !HasLocalScope;

    public string HostPort() => ToString()[(Protocol.Length + "://".Length)..];

    public int CompareTo(Address other) => other is null ? 1 : string.CompareOrdinal(ToString(), other.ToString());

    public int CompareTo(object obj) => CompareTo(obj as Address);

    public bool Equals(Address other) => other is not null && Port == other.Port && Host == other.Host && System == other.System && Protocol == other.Protocol;

    public override bool Equals(object obj) => Equals(obj as Address);

    public override int GetHashCode() => HashCode.Combine(Protocol, System, Host, Port);

    public static bool operator ==(Address left, Address right) => Equals(left, right);

    public static bool operator !=(Address left, Address right) => !Equals(left, right);

    public override string ToString() => $"{Protocol}://{System}{(Host == null ? "" : $"@{Host}")}{(Port == null ? "" : $":{Port}")}";

    public static Address Parse(string address) =>
        TryParse(address, out var parsed) ? parsed : throw new UriFormatException($"Invalid address: {address}");

    public static bool TryParse(string path, out Address address) => TryParse(path, out address, out _);

    /// <summary>Splits <c>akka://sys@host:1/user/a</c> into the address and <c>/user/a</c>.</summary>
    public static bool TryParse(string path, out Address address, out string absolutUri)
    {
        address = null;
        absolutUri = null;
        var schemeEnd = path.IndexOf("://", StringComparison.Ordinal);
        if (schemeEnd <= 0 || !path.StartsWith("akka", StringComparison.OrdinalIgnoreCase))
            return false;
        var authority = path[(schemeEnd + 3)..];
        var slash = authority.IndexOf('/');
        absolutUri = slash < 0 ? "/" : authority[slash..];
        authority = slash < 0 ? authority : authority[..slash];

        var at = authority.IndexOf('@');
        if (at < 0)
        {
            address = new Address(path[..schemeEnd], authority);
            return authority.Length > 0;
        }

        var colon = authority.LastIndexOf(':');
        if (colon < at || !int.TryParse(authority[(colon + 1)..], out var port))
            return false;
        address = new Address(path[..schemeEnd], authority[..at], authority[(at + 1)..colon], port);
        return true;
    }
}
