using System.Net;
using Pipeline.Actors;
using Pipeline.Actors.Runs;

namespace Pipeline.Host.Configuration;

/// <summary>Makes <see cref="PipelineOptions"/> of settings, or refuses with every problem at once.</summary>
internal static class OptionsReader
{
    public static PipelineOptions Read(IReadOnlyDictionary<string, string> values, string root) => Read(new SettingsReader(values), root);

    public static PipelineOptions Read(SettingsReader settings, string root)
    {
        var home = Path.GetFullPath(settings.Text("home", ".pipeline"), root);
        var environment = settings.OneOf("environment", "local", "local", "simulated", EnvironmentSetup.Aws);
        var aws = new AwsSettingsReader(settings, environment == EnvironmentSetup.Aws);
        var sink = Sink(settings.Optional("sink"), root) ?? Path.Combine(home, "lake");
        aws.RequireSink(sink);
        var options = new PipelineOptions(
            root,
            home,
            environment,
            sink,
            Listen(settings, root),
            JournalOptionsReader.Read(settings, root, home),
            new LocalSettings(
                settings.OneOf("local.engine", "duckdb", "duckdb"),
                settings.Number("local.sessions", 8, 1, 64),
                settings.OptionalSecret("local.postgres")),
            Runs(settings, environment),
            new ServiceOptions(
                settings.Duration("service.answer-timeout", TimeSpan.FromSeconds(10)),
                settings.Duration("service.shutdown-limit", TimeSpan.FromSeconds(90)),
                settings.Duration("service.first-run-grace", TimeSpan.FromSeconds(30)),
                settings.Duration("service.idle-grace", TimeSpan.FromSeconds(1))),
            new LedgerOptions(
                settings.Duration("ledger.every", TimeSpan.FromMinutes(5)),
                settings.Duration("ledger.settle", TimeSpan.FromMinutes(2))),
            new SimulatedSettings(
                settings.Number("simulated.seed", 1, 0, int.MaxValue),
                settings.Number("simulated.speed", 1000, 1, 100_000),
                settings.OneOf("simulated.faults", "off", "off", "random") == "random"))
        {
            Aws = aws.Read(),
        };
        settings.Finish();
        return options;
    }

    private static ListenOptions Listen(SettingsReader settings, string root)
    {
        var host = settings.Text("listen.host", "127.0.0.1");
        var named = host == "localhost" ? "127.0.0.1" : host;
        if (!IPAddress.TryParse(named, out var address))
        {
            settings.Problem("listen.host", $"is '{host}'; it has to be an IP address or localhost");
            address = IPAddress.Loopback;
        }

        var token = settings.Optional("listen.token-file") is { } file ? Path.GetFullPath(file, root) : null;
        if (token is null && !IPAddress.IsLoopback(address))
        {
            settings.Problem("listen.token-file", $"is not set, and without a token the service listens on loopback only, not on {host}");
        }

        return new ListenOptions(
            address, settings.Number("listen.port", 7407, 0, 65535), settings.List("listen.hosts"), token,
            settings.Number("listen.max-body", 1 << 20, 1 << 10, 1 << 30));
    }

    /// <summary>Processes on this machine are looked at often; services under a call budget seldom.</summary>
    private static RunOptions Runs(SettingsReader settings, string environment)
    {
        var resume = new ResumeBudget(settings.Number("runs.resume.at-once", 32, 1, 1000), settings.Number("runs.resume.per-second", 500, 1, 100_000));
        var local = new RunOptions(
            Polling(settings, "runs.livy-poll", first: 20, longest: 500),
            Polling(settings, "runs.cluster-poll", first: 50, longest: 1000),
            Polling(settings, "runs.warehouse-poll", first: 50, longest: 1000),
            resume);
        var aws = new RunOptions(
            Polling(settings, "aws.livy-poll", first: 250, longest: 5000),
            Polling(settings, "aws.cluster-poll", first: 10_000, longest: 30_000),
            Polling(settings, "aws.warehouse-poll", first: 10_000, longest: 30_000),
            resume);
        return environment == EnvironmentSetup.Aws ? aws : local;
    }

    private static Polling Polling(SettingsReader settings, string key, int first, int longest) => new(
        settings.Duration($"{key}.first", TimeSpan.FromMilliseconds(first)), settings.Duration($"{key}.longest", TimeSpan.FromMilliseconds(longest)));

    /// <summary>A folder is the checkout's; an address with a scheme is taken as it is.</summary>
    private static string? Sink(string? sink, string root) => sink is null || sink.Contains("://") ? sink : Path.GetFullPath(sink, root);
}
