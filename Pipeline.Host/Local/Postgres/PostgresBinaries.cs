using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Host.Local.Postgres;

/// <summary>An installed PostgreSQL: the folder of its programs, and its major version.</summary>
public sealed partial record PostgresBinaries(string Folder, int Major)
{
    /// <summary>The oldest that its makers still mend, at the time of writing.</summary>
    public const int Oldest = 13;

    public string Initdb => Path.Combine(Folder, "initdb");

    public string Server => Path.Combine(Folder, "postgres");

    /// <summary>The first of the candidates that is complete, starts, and is new enough.</summary>
    public static PostgresBinaries? FindInstalled() => Candidates(Environment.GetEnvironmentVariable("PATH") ?? "").Select(Read).FirstOrDefault(found => found is not null);

    /// <summary>What lies in this folder; null when it is no usable PostgreSQL.</summary>
    public static PostgresBinaries? Read(string folder)
    {
        var server = new FileInfo(Path.Combine(folder, "postgres"));
        if (!server.Exists)
        {
            return null;
        }

        // A link in PATH leads to the programs' own folder, where they find what else they need.
        var real = Path.GetDirectoryName((server.ResolveLinkTarget(returnFinalTarget: true) ?? server).FullName)!;
        return File.Exists(Path.Combine(real, "initdb")) && MajorOf(Path.Combine(real, "postgres")) is >= Oldest and var major
            ? new PostgresBinaries(real, major)
            : null;
    }

    /// <summary>From <c>postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)</c>.</summary>
    internal static int? ParseMajor(string version) =>
        Version().Match(version) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    /// <summary>Versions of a packager's folder, newest first.</summary>
    internal static IEnumerable<string> NewestFirst(IEnumerable<string> folders) =>
        folders.OrderByDescending(folder => Number().Match(Path.GetFileName(folder)) is { Success: true } match ? int.Parse(match.Value, CultureInfo.InvariantCulture) : 0);

    private static IEnumerable<string> Candidates(string path) =>
        path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(Below("/usr/lib/postgresql", "*"))
            .Concat(Below("/opt/homebrew/opt", "postgresql*"))
            .Concat(Below("/usr/local/opt", "postgresql*"))
            .Concat(Below("/Applications/Postgres.app/Contents/Versions", "*"));

    private static IEnumerable<string> Below(string parent, string pattern) =>
        Directory.Exists(parent) ? NewestFirst(Directory.GetDirectories(parent, pattern)).Select(folder => Path.Combine(folder, "bin")) : [];

    private static int? MajorOf(string server)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(server, "--version") { RedirectStandardOutput = true })!;
            return ParseMajor(process.StandardOutput.ReadToEnd());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\(PostgreSQL\) ([0-9]{1,4})")]
    private static partial Regex Version();

    [GeneratedRegex("[0-9]{1,4}")]
    private static partial Regex Number();
}
