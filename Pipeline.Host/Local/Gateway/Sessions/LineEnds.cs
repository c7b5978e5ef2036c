namespace Pipeline.Host.Local.Gateway.Sessions;

/// <summary>Line ends as Livy stores them: those of its own system, LF.</summary>
public static class LineEnds
{
    public static string ToLf(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
}
