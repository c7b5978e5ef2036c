using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Host.Local;
using Pipeline.Host.Local.Postgres;

namespace Pipeline.Tests.Support;

/// <summary>A home of the local environment; whatever was started in it ends with the test.</summary>
public sealed class LocalHome : IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private readonly Lease? lease;

    /// <param name="withLease">Whether the test is a user of the home, so that nothing ends by itself meanwhile.</param>
    public LocalHome(bool withLease = true)
    {
        // As a checkout is: the user whom PostgreSQL runs as may pass.
        File.SetUnixFileMode(
            folder.Path,
            File.GetUnixFileMode(folder.Path) | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        Files = new LocalFiles(folder.Path);
        lease = withLease ? new Leases(folder.Path, TimeProvider.System).Take() : null;
    }

    public LocalFiles Files { get; }

    public string Path => folder.Path;

    public LocalPostgres Postgres() =>
        new(Files, new PostgresPackage(Checkout.Root, TimeProvider.System, NullLogger.Instance), TimeProvider.System, NullLogger.Instance);

    /// <summary>Whether the process has left its starter's process group, so that Ctrl-C there passes it by.</summary>
    public static bool LeadsItsOwnGroup(ProcessIdentity process)
    {
        if (OperatingSystem.IsLinux())
        {
            var stat = File.ReadAllText($"/proc/{process.Pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[2] == $"{process.Pid}";
        }

        using var ps = Process.Start(new ProcessStartInfo("ps", ["-o", "pgid=", "-p", $"{process.Pid}"]) { RedirectStandardOutput = true })!;
        return ps.StandardOutput.ReadToEnd().Trim() == $"{process.Pid}";
    }

    public async ValueTask DisposeAsync()
    {
        lease?.Dispose();
        await Postgres().StopUnless(() => false, CancellationToken.None);
        foreach (var (_, process) in Files.Gateways())
        {
            await Signals.End(process, TimeProvider.System, CancellationToken.None, (Signals.Kill, TimeSpan.FromSeconds(20)));
        }

        folder.Dispose();
    }
}
