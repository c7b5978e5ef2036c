using System.Runtime.Serialization;

namespace Pipeline.Actors.Journal;

/// <summary>An event in the journal that this version cannot read.</summary>
public sealed class UnreadableEventException(string manifest, string what, Exception? inner = null) : SerializationException(what, inner)
{
    public string Manifest { get; } = manifest;
}

/// <summary>An event comes after another than the one before it: those in between are not there.</summary>
public sealed class MissingEventException(long expected, long found) : Exception($"It is missing: event {expected - 1} is followed by event {found}.")
{
    public long Expected { get; } = expected;

    /// <summary>Throws unless the event is the next one. A hole would be folded over in silence.</summary>
    /// <param name="before">How many events came before it.</param>
    /// <param name="sequence">Its own number.</param>
    public static void Check(long before, long sequence)
    {
        if (sequence != before + 1)
        {
            throw new MissingEventException(before + 1, sequence);
        }
    }
}
