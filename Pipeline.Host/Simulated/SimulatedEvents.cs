using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Host.Simulated;

/// <summary>The journal's content: bytes and manifests, as a database would hold them. It outlives the services that write it.</summary>
public sealed class SimulatedEvents
{
    private readonly List<SimulatedEvent> _written = [];
    private readonly Dictionary<string, List<SimulatedEvent>> _byId = new(StringComparer.Ordinal);

    /// <summary>Every event of every persistence id, in the order of writing.</summary>
    public IReadOnlyList<SimulatedEvent> Written => _written;

    public IReadOnlyList<SimulatedEvent> Of(string persistenceId) => _byId.TryGetValue(persistenceId, out var events) ? events : [];

    /// <exception cref="InvalidOperationException">There is an event of that number already: a database would refuse it too.</exception>
    public void Add(SimulatedEvent written)
    {
        if (!_byId.TryGetValue(written.PersistenceId, out var events))
        {
            _byId.Add(written.PersistenceId, events = []);
        }

        if (events.Count > 0 && events[^1].SequenceNr >= written.SequenceNr)
        {
            throw new InvalidOperationException($"The journal holds event {written.SequenceNr} of {written.PersistenceId} already.");
        }

        events.Add(written);
        _written.Add(written);
    }

    /// <summary>SHA-256 of all of it: what two simulations of one seed have in common.</summary>
    public string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var written in _written)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{written.PersistenceId} {written.SequenceNr} {written.SerializerId} {written.Manifest} {written.Bytes.Length}\n"));
            hash.AppendData(written.Bytes.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>A row of the journal.</summary>
public sealed record SimulatedEvent(
    string PersistenceId, long SequenceNr, int SerializerId, string Manifest, ReadOnlyMemory<byte> Bytes, string WriterGuid, long Timestamp);
