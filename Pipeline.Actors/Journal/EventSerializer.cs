using System.Text.Json;
using Akka.Actor;
using Akka.Serialization;
using Pipeline.Actors.Runs;

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
            return type == typeof(RunRequested)
                ? RecordedPipelines.Read(bytes)
                : JsonSerializer.Deserialize(bytes, type, EventJson.Options) ?? throw new JsonException("it is null");
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            throw new UnreadableEventException(manifest, $"Its text is not what an event '{manifest}' looks like: {failure.Message.TrimEnd('.')}.", failure);
        }
    }
}
