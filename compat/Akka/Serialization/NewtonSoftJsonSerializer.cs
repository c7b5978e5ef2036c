using System.Text;
using Akka.Actor;
using Akka.Configuration;
using Akka.Util;
using Akka.Util.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;

namespace Akka.Serialization;

/// <summary>JSON with type names in it, for whatever has no serializer of its own.</summary>
public class NewtonSoftJsonSerializer : Serializer
{
    public NewtonSoftJsonSerializer(ExtendedActorSystem system) : this(system, ConfigurationFactory.Empty) { }

    public NewtonSoftJsonSerializer(ExtendedActorSystem system, Config config) : base(system)
    {
        Settings = new JsonSerializerSettings
        {
            PreserveReferencesHandling = config.GetBoolean("preserve-object-references", true) ? PreserveReferencesHandling.Objects : PreserveReferencesHandling.None,
            TypeNameHandling = config.GetBoolean("encode-type-names", true) ? TypeNameHandling.All : TypeNameHandling.None,
            NullValueHandling = NullValueHandling.Ignore,
            DefaultValueHandling = DefaultValueHandling.Ignore,
            MissingMemberHandling = MissingMemberHandling.Ignore,
            ConstructorHandling = ConstructorHandling.AllowNonPublicDefaultConstructor,
            ObjectCreationHandling = ObjectCreationHandling.Replace,
            ContractResolver = new PrivateSetters(),
            SerializationBinder = new OriginalNames(),
        };
        Settings.Converters.Add(new SurrogateConverter(this));
    }

    public JsonSerializerSettings Settings { get; }

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(obj, Formatting.None, Settings));

    public override object FromBinary(byte[] bytes, Type type) =>
        Restore(JsonConvert.DeserializeObject(Encoding.UTF8.GetString(bytes), Settings), type);

    private object Restore(object value, Type type) => value switch
    {
        JObject wrapped when wrapped["$"] != null => TaggedNumbers.Read(wrapped["$"]!.Value<string>()),
        JObject plain when type == null || type == typeof(object) => TaggedNumbers.ReadWithin(plain),
        JObject plain => plain.ToObject(type, JsonSerializer.Create(Settings)),
        ISurrogate surrogate => surrogate.FromSurrogate(system),
        _ => value,
    };

    private sealed class PrivateSetters : DefaultContractResolver
    {
        protected override JsonProperty CreateProperty(System.Reflection.MemberInfo member, MemberSerialization memberSerialization)
        {
            var property = base.CreateProperty(member, memberSerialization);
            property.Writable |= (member as System.Reflection.PropertyInfo)?.GetSetMethod(true) != null;
            return property;
        }
    }

    /// <summary>Types of the stand-in are written, and found, by the names of the original.</summary>
    private sealed class OriginalNames : ISerializationBinder
    {
        private readonly DefaultSerializationBinder _default = new();

        public void BindToName(Type serializedType, out string assemblyName, out string typeName)
        {
            _default.BindToName(serializedType, out assemblyName, out typeName);
            assemblyName = assemblyName == null ? null : TypeCache.OriginalAssemblyName(assemblyName.Split(',')[0]) is var name && name.StartsWith("Akka", StringComparison.Ordinal) ? name : assemblyName;
        }

        public Type BindToType(string assemblyName, string typeName) =>
            assemblyName?.StartsWith("Akka", StringComparison.Ordinal) == true ? TypeCache.GetType($"{typeName}, {assemblyName}") : _default.BindToType(assemblyName, typeName);
    }

    /// <summary>Surrogates in place of references and paths; numbers with their type, which JSON alone would lose.</summary>
    private sealed class SurrogateConverter(NewtonSoftJsonSerializer parent) : JsonConverter
    {
        public override bool CanConvert(Type objectType) => TaggedNumbers.Are(objectType) || objectType == typeof(object) || typeof(ISurrogated).IsAssignableFrom(objectType);

        public override object ReadJson(JsonReader reader, Type objectType, object existingValue, JsonSerializer serializer) =>
            parent.Restore(serializer.Deserialize(reader), objectType);

        public override void WriteJson(JsonWriter writer, object value, JsonSerializer serializer)
        {
            if (TaggedNumbers.Are(value.GetType()))
            {
                writer.WriteStartObject();
                writer.WritePropertyName("$");
                writer.WriteValue(TaggedNumbers.Write(value));
                writer.WriteEndObject();
            }
            else
                serializer.Serialize(writer, value is ISurrogated surrogated ? surrogated.ToSurrogate(parent.system) : value);
        }
    }
}
