using System.Diagnostics;
using System.Globalization;

namespace Pipeline.Host.Local;

/// <summary>Every process of this machine that may be seen, with its command line.</summary>
internal static class ProcessList
{
    /// <summary>One that ends meanwhile is left out.</summary>
    public static IEnumerable<(int Pid, string Command)> Read() => OperatingSystem.IsLinux() ? Linux() : Ps();

    private static IEnumerable<(int, string)> Linux()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && Command(folder) is { Length: > 0 } command)
            {
                yield return (pid, command);
            }
        }
    }

    private static string? Command(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline")).TrimEnd('\0').Replace('\0', ' ');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static List<(int, string)> Ps()
    {
        using var ps = Process.Start(new ProcessStartInfo("ps", ["-axww", "-o", "pid=,args="]) { RedirectStandardOutput = true })!;
        var lines = ps.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        ps.WaitForExit();
        return [.. lines.Select(line => line.Trim().Split(' ', 2)).Where(parts => parts.Length == 2)
            .Select(parts => (int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1].Trim()))];
    }
}
