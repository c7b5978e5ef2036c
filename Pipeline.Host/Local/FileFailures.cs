using Pipeline.Actors;

namespace Pipeline.Host.Local;

/// <summary>Maps every error of the file system to a port failure.</summary>
internal static class FileFailures
{
    public static bool IsOfFiles(Exception error) => error is IOException or UnauthorizedAccessException;

    /// <param name="error">One that <see cref="IsOfFiles"/>.</param>
    /// <param name="what">What was being done, beginning with a noun: "The manifest /x/y could not be written".</param>
    public static PortFailureException Map(Exception error, string what) => error switch
    {
        UnauthorizedAccessException => PortFailureException.Permanent($"{what}: permission denied. Give this user access to it.", error),
        FileNotFoundException or DirectoryNotFoundException or PathTooLongException => PortFailureException.Permanent($"{what}: {error.Message}", error),

        // A full disk, a network drive that is away: somebody may mend it before the next attempt.
        _ => PortFailureException.Transient($"{what}: {error.Message}", error),
    };

    /// <summary>Runs what touches files; an error of theirs becomes a port failure.</summary>
    public static T Guard<T>(string what, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception error) when (IsOfFiles(error))
        {
            throw Map(error, what);
        }
    }

    public static void Guard(string what, Action action) => Guard(what, () =>
    {
        action();
        return true;
    });
}
