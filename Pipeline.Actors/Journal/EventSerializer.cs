using System.Runtime.Serialization;
using System.Text.Json;
using Akka.Actor;
using Akka.Serialization;

namespace Pipeline.Actors.Journal;

/// <summary>JSON under frozen manifests. What it cannot read it refuses loudly: an event that is skipped is a run that lies.</summary>
public sealed class EventSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>Stands in the journal's identifier column; never change it.</summary>
    public override int Identifier => 7301;

    public override string Manifest(object o) => EventManifests.Of(o);

    public override byte[] ToBinary(object obj) => JsonSerializer.SerializeToUtf8Bytes(obj, obj.GetType(), EventJson.Options);

    public override object FromBinary(byte[] bytes, string manifest)
    {
        var type = EventManifests.TypeOf(manifest);
        try
        {
            return JsonSerializer.Deserialize(bytes, type, EventJson.Options) ?? throw new JsonException("it is null");
        }
        catch (JsonException failure)
        {
            throw new SerializationException($"An event '{manifest}' in the journal cannot be read: {failure.Message}", failure);
        }
    }
}
