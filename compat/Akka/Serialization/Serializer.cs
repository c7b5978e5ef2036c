using Akka.Actor;

namespace Akka.Serialization;

/// <summary>Makes bytes of objects and objects of bytes.</summary>
public abstract class Serializer
{
    protected readonly ExtendedActorSystem system;

    private readonly Lazy<int> _identifier;

    protected Serializer(ExtendedActorSystem system)
    {
        this.system = system;
        _identifier = new Lazy<int>(() => SerializerIdentifierHelper.GetSerializerIdentifierFromConfig(GetType(), system));
    }

    /// <summary>The number by which stored data finds its serializer.</summary>
    public virtual int Identifier => _identifier.Value;

    public abstract bool IncludeManifest { get; }

    public abstract byte[] ToBinary(object obj);

    public abstract object FromBinary(byte[] bytes, Type type);

    public T FromBinary<T>(byte[] bytes) => (T)FromBinary(bytes, typeof(T));
}

/// <summary>A serializer with names of its own for what it writes.</summary>
public abstract class SerializerWithStringManifest(ExtendedActorSystem system) : Serializer(system)
{
    public sealed override bool IncludeManifest => true;

    public sealed override object FromBinary(byte[] bytes, Type type) => FromBinary(bytes, Serialization.QualifiedName(type));

    public abstract object FromBinary(byte[] bytes, string manifest);

    public abstract string Manifest(object o);
}

/// <summary>Reads identifiers from the configuration.</summary>
public static class SerializerIdentifierHelper
{
    internal const string SerializationIdentifiers = "akka.actor.serialization-identifiers";

    public static int GetSerializerIdentifierFromConfig(Type type, ExtendedActorSystem system)
    {
        var name = Serialization.QualifiedName(type);
        return system.Settings.Config.GetValue(SerializationIdentifiers)?.GetObject()?.GetKey(name)?.GetInt()
            ?? throw new ArgumentException($"Couldn't find serializer id for [{name}] under [{SerializationIdentifiers}] HOCON path", nameof(type));
    }
}
