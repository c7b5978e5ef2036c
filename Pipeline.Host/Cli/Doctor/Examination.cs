using System.Net;
using System.Net.Sockets;
using Pipeline.Host.Configuration;
using Pipeline.Host.Journals;
using Pipeline.Host.Service;

namespace Pipeline.Host.Cli.Doctor;

/// <summary>Looks at everything that a run needs of this machine.</summary>
internal static class Examination
{
    private static readonly Version LeastNode = new(20, 6);

    public static async IAsyncEnumerable<Finding> Of(PipelineOptions options)
    {
        yield return new Finding(".NET", true, Environment.Version.ToString());
        yield return Node(Programs.Version("node", "--version"));
        yield return Modules(Path.Combine(options.Root, "Pipeline.Host", "Local", "engine"));
        yield return Postgres(options);
        yield return new Finding("Akka", true, AkkaOrigin.Describe());
        yield return Home(options.Home);
        yield return await Journal(options, new ServiceFile(options.Home).Find());
        yield return Port(options.Listen, new ServiceFile(options.Home).Find());
    }

    internal static Finding Node(string? version) =>
        version is null ? new Finding("Node.js", false, "not found", "Install Node.js 20.6 or later (https://nodejs.org).")
        : Version.TryParse(version.TrimStart('v'), out var number) && number >= LeastNode ? new Finding("Node.js", true, version)
        : new Finding("Node.js", false, version, "Install Node.js 20.6 or later (https://nodejs.org).");

    private static Finding Modules(string engine) =>
        File.Exists(Path.Combine(engine, "node_modules", ".package-lock.json"))
            ? new Finding("npm packages", true, "installed")
            : new Finding("npm packages", false, $"missing in {engine}", $"(cd {engine} && npm ci)");

    private static Finding Postgres(PipelineOptions options) =>
        options.Local.Postgres is not null ? new Finding("PostgreSQL", true, "the one of pipeline.local.postgres") : LocalPostgresFinding.Of(options.Root);

    private static Finding Home(string home)
    {
        try
        {
            Directory.CreateDirectory(home);
            var probe = Path.Combine(home, $".doctor-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return new Finding("Home", true, home);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Finding("Home", false, error.Message, "Make it writable, or choose another folder with PIPELINE__HOME.");
        }
    }

    private static async Task<Finding> Journal(PipelineOptions options, RunningService? service)
    {
        var journal = JournalKinds.Of(options.Journal);
        try
        {
            var holder = await journal.Holder(CancellationToken.None);
            return service is not null ? new Finding("Journal", true, $"{journal.Name}, held by the service (pid {service.Pid})")
                : holder is not null ? new Finding(
                    "Journal", false, $"{journal.Name} is held by {holder}", "End that service, or give this one a journal of its own (pipeline.journal).")
                : new Finding("Journal", true, await journal.Exists(CancellationToken.None) ? journal.Name : $"{journal.Name} (made by the first run)");
        }
        catch (JournalUnreachableException away)
        {
            return new Finding("Journal", false, $"{journal.Name} cannot be reached", away.Message);
        }
    }

    private static Finding Port(ListenOptions listen, RunningService? service)
    {
        if (service is not null)
        {
            return new Finding("Service", true, $"up at {service.Url} (pid {service.Pid}) since {service.StartedAt:u}");
        }

        try
        {
            using var probe = new TcpListener(listen.Address, listen.Port);
            probe.Start();
            return new Finding("Service", true, $"down; port {((IPEndPoint)probe.LocalEndpoint).Port} is free");
        }
        catch (SocketException taken)
        {
            return new Finding("Service", false, $"down; port {listen.Port}: {taken.Message}", "End the program that uses it, or choose another port with PIPELINE__LISTEN__PORT.");
        }
    }
}
