using System.Text.RegularExpressions;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>Takes log events, and says when it did.</summary>
internal sealed class EventFilter(string description, Func<LogEvent, bool> fits)
{
    public event Action Taken;

    public bool Takes(LogEvent log)
    {
        if (!fits(log))
            return false;
        Taken?.Invoke();
        return true;
    }

    public override string ToString() => description;

    /// <summary>A test of texts: the whole, or its start, or a part.</summary>
    public static Func<string, bool> Text(string message, string start, string contains) =>
        message != null ? text => text == message
        : start != null ? text => text.StartsWith(start, StringComparison.Ordinal)
        : contains != null ? text => text.Contains(contains, StringComparison.Ordinal)
        : _ => true;

    public static Func<string, bool> Text(Regex pattern) => text => pattern.IsMatch(text);

    public static bool FromSource(LogEvent log, string source) =>
        // Actors are named with or without their address.
        source == null || log.LogSource == source || log.LogSource.EndsWith(source, StringComparison.Ordinal);
}
