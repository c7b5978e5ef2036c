using System.Runtime.InteropServices;

namespace Pipeline.Host.Local;

/// <summary>Ends other processes of the local environment, politely first.</summary>
public static partial class Signals
{
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Kill = 9;
    public const int Terminate = 15;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(25);

    /// <summary>Sends the signal, unless the process is gone.</summary>
    public static void Send(ProcessIdentity process, int signal)
    {
        if (process.Lives)
        {
            _ = SendSignal(process.Pid, signal);
        }
    }

    /// <summary>Sends the signals one after the other, each with its grace, until the process is gone; answers whether it is.</summary>
    public static async Task<bool> End(
        ProcessIdentity process, TimeProvider time, CancellationToken cancellation, params (int Signal, TimeSpan Grace)[] steps)
    {
        foreach (var (signal, grace) in steps)
        {
            Send(process, signal);
            if (await IsGone(process, grace, time, cancellation))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Waits until the process is gone, but no longer than this.</summary>
    public static async Task<bool> IsGone(ProcessIdentity process, TimeSpan within, TimeProvider time, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        while (process.Lives)
        {
            if (time.GetElapsedTime(began) >= within)
            {
                return false;
            }

            await Task.Delay(Poll, time, cancellation);
        }

        return true;
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int pid, int signal);
}
