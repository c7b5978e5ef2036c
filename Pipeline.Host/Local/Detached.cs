using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Pipeline.Actors;

namespace Pipeline.Host.Local;

/// <summary>Processes that outlive the one that started them: its kill, its terminal, and the signals of its process group.</summary>
public static partial class Detached
{
    // The shell redirects and then becomes the program: .NET can only inherit or pipe, and both tie a child to its starter.
    private const string Redirect = """log=$1; shift; exec "$@" >"$log" 2>&1 </dev/null""";

    /// <summary>Starts the command with its output in the log file, anew; answers the process it became.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="log">The file.</param>
    /// <param name="withSettings">For the service itself, whose settings may come from the environment.</param>
    public static ProcessIdentity Start(IReadOnlyList<string> command, string log, bool withSettings = false)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
        if (!withSettings)
        {
            ServiceEnvironment.Hide(start);
        }

        foreach (var argument in (string[])["-c", Redirect, "sh", log, .. command])
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using var process = Process.Start(start)!;
            return ProcessIdentity.Of(process.Id) ?? throw PortFailureException.Transient($"{command[0]} ended at once: see {log}.");
        }
        catch (Win32Exception refused)
        {
            throw PortFailureException.Transient($"{command[0]} could not be started: {refused.Message}", refused);
        }
    }

    /// <summary>What such a process does first: it leaves its starter's session and process group, so that Ctrl-C and a closing terminal pass it by.</summary>
    /// <remarks>Done by the process itself, since macOS has no <c>setsid</c> command. It fails only for one that leads a group already, which is as good.</remarks>
    public static void LeaveTerminal() => _ = SetSid();

    [LibraryImport("libc", EntryPoint = "setsid")]
    private static partial int SetSid();
}
