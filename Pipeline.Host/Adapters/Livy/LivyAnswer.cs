using System.Text.Json;
using Pipeline.Actors;
using Pipeline.Actors.Sessions;

namespace Pipeline.Host.Adapters.Livy;

/// <summary>What came back for one call, of whatever status.</summary>
public sealed class LivyAnswer(LivyEndpoint livy, string doing, int status, string body)
{
    /// <summary>Null when the call succeeded.</summary>
    internal LivyRefusal? Refusal { get; } = status is >= 200 and < 300 ? null : LivyErrors.Read(status, body);

    /// <summary>Throws unless the call succeeded.</summary>
    public void Accept()
    {
        if (Refusal is { } refusal)
        {
            throw new PortFailureException(refusal.Kind, $"{LivyTransport.Who(livy)} did not {doing}: {refusal.Says} (HTTP {status}).");
        }
    }

    /// <summary>Reads a success; throws what a refusal means otherwise.</summary>
    public T Read<T>(Func<JsonElement, T> read)
    {
        Accept();
        try
        {
            using var json = JsonDocument.Parse(body);
            return read(json.RootElement);
        }
        catch (Exception unknown) when (unknown is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // A proxy's log-in page comes with 200.
            throw PortFailureException.Transient($"{LivyTransport.Who(livy)} did not {doing}: what answered speaks no Livy ({unknown.Message})", unknown);
        }
    }
}
