using System.Security.Cryptography;
using Pipeline.Host.Local;

namespace Pipeline.Host.Service;

/// <summary>The journal's own files beside it: who it is, and the lock of the one service that may write to it.</summary>
public sealed class JournalFolder : IDisposable
{
    private readonly FileLock _held;

    private JournalFolder(string id, FileLock held)
    {
        Id = id;
        _held = held;
    }

    /// <summary>Random, made with the journal; goes into the tags of everything a run creates.</summary>
    public string Id { get; }

    /// <summary>Takes the journal for this process until disposed, or says who holds it.</summary>
    /// <param name="journal">The journal's file.</param>
    /// <param name="holder">What a second service is told of this one.</param>
    public static JournalFolder Open(string journal, string holder)
    {
        var held = FileLock.TryTake(journal + ".lock") ?? throw new JournalHeldException(
            $"The journal {journal} is held by another service ({ReadLine(journal + ".holder") ?? "unknown"}): "
            + "stop that one (./pipeline stop), or give this one a home of its own (PIPELINE__HOME).");
        AtomicFile.Write(journal + ".holder", holder + "\n");
        return new JournalFolder(Identify(journal + ".id"), held);
    }

    /// <summary>Whether a service holds the journal at this moment.</summary>
    public static bool IsHeld(string journal)
    {
        using var held = FileLock.TryTake(journal + ".lock");
        return held is null;
    }

    /// <summary>The journal's id, for readers; null while it has none.</summary>
    public static string? ReadId(string journal) => ReadLine(journal + ".id");

    public void Dispose() => _held.Dispose();

    private static string Identify(string path)
    {
        if (ReadLine(path) is { } known)
        {
            return known;
        }

        var id = RandomNumberGenerator.GetHexString(16, lowercase: true);
        AtomicFile.Write(path, id + "\n");
        return id;
    }

    private static string? ReadLine(string path) =>
        File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } line ? line : null;
}

/// <summary>A second service was about to write to a journal that has one already.</summary>
public sealed class JournalHeldException(string message) : Exception(message);
