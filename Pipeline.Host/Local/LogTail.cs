namespace Pipeline.Host.Local;

/// <summary>Why a process of the local environment ended, in its own words.</summary>
internal static class LogTail
{
    private const int Lines = 5;
    private const int Longest = 2000;

    /// <summary>The last lines of a process that ended without being asked to.</summary>
    public static string LastWords(string log)
    {
        var lines = File.Exists(log) ? File.ReadLines(log).Where(line => line.Trim().Length > 0).TakeLast(Lines).ToList() : [];
        var words = string.Join(" | ", lines);
        return lines.Count == 0 ? $"its process is gone and said nothing ({log})"
            : $"its process is gone; {log} ends: {(words.Length <= Longest ? words : words[^Longest..])}";
    }
}
