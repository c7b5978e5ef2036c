using System.Runtime.Serialization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Actors.Journal;
using Pipeline.Actors.Runs;

namespace Pipeline.Host.Api;

/// <summary>An event as the API writes it; <paramref name="Event"/> is what the journal holds.</summary>
public sealed record EventBody(long Sequence, string Manifest, DateTimeOffset At, JsonElement Event)
{
    private static readonly string Last = EventManifests.Of(new RunFinished(RunPhase.Succeeded, DateTimeOffset.UnixEpoch));

    /// <summary>Whether the run has no further event, unless it is retried.</summary>
    [JsonIgnore]
    public bool IsLast => Manifest == Last;

    public static EventBody Of(RecordedEvent recorded) => new(
        recorded.Sequence, recorded.Manifest, recorded.Event.At, JsonSerializer.SerializeToElement(recorded.Event, recorded.Event.GetType(), EventJson.Options));

    /// <summary>The event itself; null for one that only a newer service knows.</summary>
    public IRunEvent? Read()
    {
        try
        {
            return (IRunEvent?)Event.Deserialize(EventManifests.TypeOf(Manifest), EventJson.Options);
        }
        catch (SerializationException)
        {
            return null;
        }
    }
}
