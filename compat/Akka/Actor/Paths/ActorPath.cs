using Akka.Util;

namespace Akka.Actor;

/// <summary>Where an actor stands in the tree of its system, and which incarnation of that name it is.</summary>
public abstract class ActorPath : IEquatable<ActorPath>, IComparable<ActorPath>, ISurrogated
{
    public const string ValidSymbols = "\"-_.*$+:@&=,!~';()";

    private readonly string _fullName;

    protected ActorPath(Address address, string name)
    {
        Address = address;
        Name = name;
        Root = this;
        _fullName = name.Length == 0 ? "/" : "/" + name;
        _elements = name.Length == 0 ? [] : [name];
    }

    protected ActorPath(ActorPath parentPath, string name, long uid)
    {
        Address = parentPath.Address;
        Parent = parentPath;
        Root = parentPath.Root;
        Depth = parentPath.Depth + 1;
        Name = name;
        Uid = uid;
        _fullName = parentPath._fullName.Length == 1 ? "/" + name : parentPath._fullName + "/" + name;
    }

    private IReadOnlyList<string> _elements;

    public Address Address { get; }

    public string Name { get; }

    public long Uid { get; }

    public int Depth { get; }

    public ActorPath Parent { get; }

    public ActorPath Root { get; }

    public IReadOnlyList<string> Elements => _elements ??= _fullName[1..].Split('/');

    public ActorPath Child(string childName) => this / childName;

    public ActorPath ParentOf(int depth)
    {
        var path = this;
        for (var levels = depth < 0 ? -depth : Math.Max(0, Depth - depth); levels > 0 && path.Depth > 0; levels--)
            path = path.Parent;
        return path;
    }

    public ActorPath WithUid(long uid) => uid == Uid ? this : Depth == 0 ? throw new InvalidOperationException("A root path has no uid") : new ChildActorPath(Parent, Name, uid);

    public static ActorPath operator /(ActorPath path, string name)
    {
        var uid = 0L;
        var hash = name.IndexOf('#');
        if (hash >= 0 && long.TryParse(name[(hash + 1)..], out uid))
            name = name[..hash];
        return new ChildActorPath(path, name, uid);
    }

    public static ActorPath operator /(ActorPath path, IEnumerable<string> name) =>
        name.Where(n => !string.IsNullOrEmpty(n)).Aggregate(path, (parent, n) => parent / n);

    public static bool IsValidPathElement(string s)
    {
        if (string.IsNullOrEmpty(s) || s[0] == '$')
            return false;
        for (var i = 0; i < s.Length; i++)
        {
            if (char.IsAsciiLetterOrDigit(s[i]) || ValidSymbols.Contains(s[i]))
                continue;
            if (s[i] != '%' || i + 2 >= s.Length || !char.IsAsciiHexDigit(s[i + 1]) || !char.IsAsciiHexDigit(s[i + 2]))
                return false;
            i += 2;
        }

        return true;
    }

    public static string FormatPathElements(IEnumerable<string> pathElements) => "/" + string.Join("/", pathElements);

    public static ActorPath Parse(string path) => TryParse(path, out var parsed) ? parsed : throw new UriFormatException($"Can not parse an ActorPath: {path}");

    public static bool TryParse(string path, out ActorPath actorPath)
    {
        actorPath = null;
        if (!Address.TryParse(path, out var address, out var absolute))
            return false;
        actorPath = new RootActorPath(address) / absolute.Split('/');
        return true;
    }

    public override string ToString() => ToStringWithAddress();

    public string ToStringWithoutAddress() => _fullName;

    public string ToStringWithAddress() => ToStringWithAddress(Address);

    public string ToStringWithAddress(Address address) =>
        (Address.Host == null ? address : Address) + _fullName;

    public string ToStringWithUid() => Uid == 0 ? ToStringWithAddress() : $"{ToStringWithAddress()}#{Uid}";

    public string ToSerializationFormat() => ToStringWithUid();

    public string ToSerializationFormatWithAddress(Address address) =>
        Uid == 0 ? ToStringWithAddress(address) : $"{ToStringWithAddress(address)}#{Uid}";

    // As in the original the uid is no part of a path's identity; a reference compares it as well.
    public bool Equals(ActorPath other) =>
        ReferenceEquals(this, other) || (other is not null && _fullName == other._fullName && Address.Equals(other.Address));

    public override bool Equals(object obj) => Equals(obj as ActorPath);

    public override int GetHashCode() => HashCode.Combine(Address, _fullName);

    public int CompareTo(ActorPath other) => other is null ? 1
        : Address.CompareTo(other.Address) is not 0 and var order ? order
        : string.CompareOrdinal(_fullName, other._fullName);

    public static bool operator ==(ActorPath left, ActorPath right) => Equals(left, right);

    public static bool operator !=(ActorPath left, ActorPath right) => !Equals(left, right);

    public ISurrogate ToSurrogate(ActorSystem system) => new Surrogate(ToSerializationFormat());

    /// <summary>A path as text.</summary>
    public sealed class Surrogate(string path) : ISurrogate
    {
        public string Path { get; } = path;

        public ISurrogated FromSurrogate(ActorSystem system) => TryParse(Path, out var parsed) ? parsed : null;
    }
}

/// <summary>The path of a system's root.</summary>
public sealed class RootActorPath(Address address, string name = "") : ActorPath(address, name);

/// <summary>The path of anything below the root.</summary>
public sealed class ChildActorPath(ActorPath parentPath, string name, long uid) : ActorPath(parentPath, name, uid);
