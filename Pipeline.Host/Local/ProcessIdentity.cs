using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Pipeline.Host.Local;

/// <summary>A process that no later one of the same pid can be taken for: its pid and the moment of its birth as the kernel counts it.</summary>
public readonly record struct ProcessIdentity(int Pid, string Birth)
{
    private const string BootId = "/proc/sys/kernel/random/boot_id";

    public static ProcessIdentity Current => Of(Environment.ProcessId)
        ?? throw new InvalidOperationException("The operating system does not tell when this process was born.");

    /// <summary>Whether just this process still runs; one that ended but was not waited for yet does not.</summary>
    [JsonIgnore]
    public bool Lives => Of(Pid) == this;

    /// <summary>When it was born, by the wall clock and for people; null once it is gone.</summary>
    [JsonIgnore]
    public DateTimeOffset? StartedAt
    {
        get
        {
            try
            {
                using var process = Process.GetProcessById(Pid);
                return Lives ? process.StartTime.ToUniversalTime() : null;
            }
            catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                return null;
            }
        }
    }

    /// <summary>The process that has this pid now, or null.</summary>
    public static ProcessIdentity? Of(int pid)
    {
        if (pid <= 1)
        {
            return null;
        }

        var birth = OperatingSystem.IsLinux() ? LinuxBirth(pid) : OtherBirth(pid);
        return birth is null ? null : new ProcessIdentity(pid, birth);
    }

    public static ProcessIdentity? Parse(string text)
    {
        var dash = text.IndexOf('-');
        return dash > 0 && int.TryParse(text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && dash + 1 < text.Length
            ? new ProcessIdentity(pid, text[(dash + 1)..])
            : null;
    }

    /// <summary>The process that a file names, living or not; null where there is no such file.</summary>
    public static ProcessIdentity? Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path).Trim());
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void Write(string path) => AtomicFile.Write(path, $"{this}\n");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Pid}-{Birth}");

    /// <summary>Clock ticks from boot to birth, with the boot they count from: unlike a wall-clock time, neither ever changes.</summary>
    private static string? LinuxBirth(int pid)
    {
        try
        {
            return BirthOfStat(File.ReadAllText($"/proc/{pid}/stat")) is { } ticks ? $"{File.ReadAllText(BootId)[..8]}.{ticks}" : null;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Field 22 of <c>/proc/PID/stat</c>; null for a zombie. Field 2, the name, may hold spaces and parentheses.</summary>
    internal static string? BirthOfStat(string stat)
    {
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[0] is "Z" or "X" ? null : fields[19];
    }

    private static string? OtherBirth(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.HasExited ? null : process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
