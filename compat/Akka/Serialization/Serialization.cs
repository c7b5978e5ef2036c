using System.Collections.Concurrent;
using System.Runtime.Serialization;
using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Configuration;
using Akka.Util.Reflection;

namespace Akka.Serialization;

/// <summary>The serializers of a system, and which type is written by which.</summary>
public partial class Serialization
{
    private readonly ConcurrentDictionary<Type, Serializer> _forType = new();
    private readonly Dictionary<int, Serializer> _byId = [];
    private readonly Dictionary<string, Serializer> _byName = [];
    private readonly Lock _gate = new();
    private List<(Type Type, Serializer Serializer)> _bindings = [];

    public Serialization(ExtendedActorSystem system)
    {
        System = system;
        var config = system.Settings.Config;
        var settings = config.GetConfig("akka.actor.serialization-settings");
        foreach (var (name, type) in config.GetConfig("akka.actor.serializers").AsEnumerable())
            AddConfigured(name, type.GetString(), settings?.GetConfig(name));
        foreach (var (type, name) in config.GetConfig("akka.actor.serialization-bindings").AsEnumerable())
            Bind(type, name.GetString());
    }

    public ExtendedActorSystem System { get; }

    public void AddSerializer(string name, Serializer serializer)
    {
        lock (_gate)
        {
            _byName[name] = serializer;
            _byId[serializer.Identifier] = serializer;
        }
    }

    public void AddSerializationMap(Type type, Serializer serializer)
    {
        lock (_gate)
        {
            var bindings = new List<(Type, Serializer)>(_bindings);
            bindings.RemoveAll(b => b.Item1 == type);
            // The more special type comes first.
            var general = bindings.FindIndex(b => b.Item1.IsAssignableFrom(type));
            bindings.Insert(general < 0 ? bindings.Count : general, (type, serializer));
            _bindings = bindings;
            _forType.Clear();
        }
    }

    public byte[] Serialize(object o) => FindSerializerFor(o).ToBinary(o);

    public object Deserialize(byte[] bytes, int serializerId, Type type) => ById(serializerId, type?.ToString()).FromBinary(bytes, type);

    public object Deserialize(byte[] bytes, int serializerId, string manifest)
    {
        var serializer = ById(serializerId, manifest);
        if (serializer is SerializerWithStringManifest named)
            return named.FromBinary(bytes, manifest);
        if (string.IsNullOrEmpty(manifest))
            return serializer.FromBinary(bytes, null);
        var type = TypeCache.TryGetType(manifest) ?? throw new SerializationException(
            $"Cannot find manifest class [{manifest}] for serializer with id [{serializerId}].");
        return serializer.FromBinary(bytes, type);
    }

    public Serializer FindSerializerFor(object obj, string defaultSerializerName = null) =>
        FindSerializerForType(obj?.GetType() ?? typeof(object), defaultSerializerName);

    public Serializer FindSerializerForType(Type objectType, string defaultSerializerName = null)
    {
        if (_forType.TryGetValue(objectType, out var known))
            return known;
        // A serializer asked for by name comes before the one of all objects, but after any that is closer.
        var serializer = _bindings.FirstOrDefault(b => b.Type.IsAssignableFrom(objectType) && b.Type != typeof(object)).Serializer
            ?? (defaultSerializerName == null ? null : _byName.GetValueOrDefault(defaultSerializerName))
            ?? _bindings.FirstOrDefault(b => b.Type == typeof(object)).Serializer
            ?? throw new SerializationException($"Serializer not found for type {objectType.Name}");
        return _forType[objectType] = serializer;
    }

    /// <summary>What is stored beside the bytes so that they can be read again.</summary>
    public static string ManifestFor(Serializer s, object msg) => s switch
    {
        SerializerWithStringManifest named => named.Manifest(msg),
        { IncludeManifest: true } => QualifiedName(msg.GetType()),
        _ => string.Empty,
    };

    public static string SerializedActorPath(IActorRef actorRef) =>
        actorRef.IsNobody() ? string.Empty : actorRef.Path.ToSerializationFormat();

    public IActorRef DeserializeActorRef(string path) => System.Provider.ResolveActorRef(path);

    /// <summary>Type and assembly, without version, as the original names them.</summary>
    internal static string QualifiedName(Type type) => StandInAssembly().Replace(VersionOfAssembly().Replace(type.AssemblyQualifiedName!, ""), "$1");

    [GeneratedRegex(@", Version=[\d.]+, Culture=[^,\]]+, PublicKeyToken=[^,\]]+")]
    private static partial Regex VersionOfAssembly();

    [GeneratedRegex(@"(, Akka[\w.]*?)\.Compat\b")]
    private static partial Regex StandInAssembly();

    private Serializer ById(int id, string manifest)
    {
        lock (_gate)
        {
            return _byId.GetValueOrDefault(id) ?? throw new SerializationException(
                $"Cannot find serializer with id [{id}] (manifest [{manifest}]). The most probable reason is that akka.actor.serializers and serialization-identifiers differ from those of the writer.");
        }
    }

    private void AddConfigured(string name, string typeName, Config settings)
    {
        var type = TypeCache.TryGetType(typeName) ?? throw new ConfigurationException($"The type name for serializer '{name}' did not resolve to an actual Type: '{typeName}'");
        var serializer = (Serializer)(settings != null && type.GetConstructor([typeof(ExtendedActorSystem), typeof(Config)]) != null
            ? Activator.CreateInstance(type, System, settings)
            : Activator.CreateInstance(type, System));
        AddSerializer(name, serializer);
    }

    private void Bind(string typeName, string serializerName)
    {
        var type = TypeCache.TryGetType(typeName) ?? throw new ConfigurationException($"The type name for message/serializer binding '{serializerName}' did not resolve to an actual Type: '{typeName}'");
        AddSerializationMap(type, _byName.GetValueOrDefault(serializerName) ?? throw new ConfigurationException($"Serialization binding to non existing serializer: '{serializerName}'"));
    }
}
