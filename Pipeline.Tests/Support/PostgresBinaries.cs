namespace Pipeline.Tests.Support;

/// <summary>Finds an installed PostgreSQL: in PATH, else the newest of Debian's folders.</summary>
internal static class PostgresBinaries
{
    private const string DebianFolder = "/usr/lib/postgresql";

    public static string? Folder { get; } = Candidates().FirstOrDefault(IsComplete);

    /// <summary>Why no server can be started here; null when one can.</summary>
    public static string? Missing { get; } =
        OperatingSystem.IsWindows() ? "PostgreSQL tests need a Unix socket and sh"
        : Folder is null ? "no PostgreSQL server (initdb, pg_ctl) in PATH or /usr/lib/postgresql/*/bin"
        : Environment.IsPrivilegedProcess && InPath("setpriv") is null ? "PostgreSQL refuses to run as root, and there is no setpriv to run it as another user"
        : null;

    private static IEnumerable<string> Candidates()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var debian = Directory.Exists(DebianFolder)
            ? Directory.GetDirectories(DebianFolder)
                .OrderByDescending(folder => double.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
                .Select(folder => Path.Combine(folder, "bin"))
            : [];
        return path.Concat(debian);
    }

    private static bool IsComplete(string folder) =>
        File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl"));

    private static string? InPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
