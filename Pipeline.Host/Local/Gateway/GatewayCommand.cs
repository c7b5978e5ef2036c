using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Pipeline.Host.Local.Gateway;

/// <summary>The gateway as a process: <c>gateway --name NAME --home DIR [--sessions N] [--journal ID] [--run ID]</c>.</summary>
public static partial class GatewayCommand
{
    private const int Usage = 2;
    private const int Taken = 3;

    /// <summary>Runs until it is told to end (exit code 0), or until nobody uses the local environment (0 as well).</summary>
    public static async Task<int> Run(string[] args)
    {
        if (ReadOptions(args, out var problem) is not { } options)
        {
            await Console.Error.WriteLineAsync($"{problem} Usage: gateway --name NAME --home DIR [--sessions N] [--journal ID] [--run ID]");
            return Usage;
        }

        var files = new LocalFiles(options.Home);
        using var taken = FileLock.TryTake(files.ClusterLock(options.Name));
        if (taken is null)
        {
            await Console.Error.WriteLineAsync($"A gateway named '{options.Name}' runs already; see {files.Cluster(options.Name)}.");
            return Taken;
        }

        Detached.LeaveTerminal();
        await RunUntilEnd(options, files.Cluster(options.Name));
        return 0;
    }

    private static async Task RunUntilEnd(GatewayOptions options, string runtimeFile)
    {
        using var end = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, EndGracefully);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, EndGracefully);
        await using var server = await GatewayServer.Start(options, CancellationToken.None);
        var runtime = new RuntimeFile(
            options.Name,
            ProcessIdentity.Current,
            options.Time.GetUtcNow(),
            new Uri(server.Url).Port,
            server.Url,
            GatewayServer.User,
            server.Secret);
        runtime.Write(runtimeFile);
        try
        {
            await new Leases(options.Home, options.Time).Abandoned(end.Token);
            options.Log($"Gateway '{options.Name}' ends: for a minute no user of the local environment gave a sign of life.");
        }
        catch (OperationCanceledException)
        {
            options.Log($"Gateway '{options.Name}' ends as it was told to.");
        }
        finally
        {
            // First the file, so that nobody comes while the sessions end.
            runtime.Remove(runtimeFile);
        }

        void EndGracefully(PosixSignalContext signal)
        {
            signal.Cancel = true;
            end.Cancel();
        }
    }

    private static GatewayOptions? ReadOptions(string[] args, out string problem)
    {
        string? name = null, home = null, sessions = "8";
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : null;
            switch (args[i])
            {
                case "--name":
                    name = value;
                    break;
                case "--home":
                    home = value;
                    break;
                case "--sessions":
                    sessions = value;
                    break;
                case "--journal" or "--run":
                    // Whose it is: not for this process, but for those who look at its command line.
                    break;
                default:
                    problem = $"Unknown option '{args[i]}'.";
                    return null;
            }
        }

        problem = home is null ? "--home is missing."
            : name is null || !Name().IsMatch(name) ? "--name must be of letters, digits, '.', '_' and '-'."
            : !int.TryParse(sessions, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < 1
                ? "--sessions must be a number from 1 on."
            : "";
        return problem.Length > 0 ? null : new GatewayOptions
        {
            Home = Path.GetFullPath(home!),
            Name = name!,
            Sessions = int.Parse(sessions!, CultureInfo.InvariantCulture),
            Log = line => Console.Error.WriteLine(line),
        };
    }

    [GeneratedRegex("^[A-Za-z0-9_-][A-Za-z0-9._-]*$")]
    private static partial Regex Name();
}
