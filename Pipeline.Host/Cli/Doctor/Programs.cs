using System.ComponentModel;
using System.Diagnostics;

namespace Pipeline.Host.Cli.Doctor;

/// <summary>Asks other programs what they are.</summary>
internal static class Programs
{
    /// <summary>The first line that the program prints; null when there is no such program.</summary>
    public static string? Version(string program, string argument)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, argument) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var line = process.StandardOutput.ReadLine();
            process.WaitForExit();
            return line;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
