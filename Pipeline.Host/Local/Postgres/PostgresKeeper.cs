using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace Pipeline.Host.Local.Postgres;

/// <summary>Starts PostgreSQL, shows where it is, and ends it when it is told to or nobody uses it any more. It is the server's parent: one that dies is noticed at once.</summary>
internal sealed class PostgresKeeper(LocalFiles files, PostgresBinaries installed, PostgresAccount account, TimeProvider time, Action<string> say)
{
    private const int PortTries = 5;

    /// <summary>A server that was killed first reads its log again, which may take a while.</summary>
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    // A fast shutdown, an immediate one, the end.
    private static readonly (int Signal, TimeSpan Grace)[] Ending =
        [(Signals.Interrupt, TimeSpan.FromSeconds(20)), (Signals.Quit, TimeSpan.FromSeconds(5)), (Signals.Kill, TimeSpan.FromSeconds(10))];

    /// <summary>Runs until the token is cancelled, the leases are abandoned, or the server dies; answers whether it ended as it should.</summary>
    public async Task<bool> Run(CancellationToken end)
    {
        await EndOrphan();
        var folder = PostgresPlace.Folder(files, account, say);
        var data = new PostgresData(PostgresPlace.Programs(installed, account, folder, say), account, folder);
        data.Initialise();
        var secret = RandomNumberGenerator.GetHexString(48, lowercase: true);
        data.SetSecret(secret);
        var (server, port) = await Start(data, secret, end);
        using (server)
        {
            var runtime = new RuntimeFile(
                "postgres", ProcessIdentity.Current, time.GetUtcNow(), port, string.Create(CultureInfo.InvariantCulture, $"postgresql://127.0.0.1:{port}"), PostgresData.User, secret);
            runtime.Write(files.Postgres);
            say($"PostgreSQL {installed.Major} takes connections on port {port}; its data lie in {data.Path}.");
            using var over = CancellationTokenSource.CreateLinkedTokenSource(end);
            var abandoned = new Leases(files.Home, time).Abandoned(over.Token);
            await Task.WhenAny(server.WaitForExitAsync(over.Token), abandoned);
            runtime.Remove(files.Postgres);
            await over.CancelAsync();
            return await End(server, end.IsCancellationRequested);
        }
    }

    /// <summary>A server whose keeper was killed has a secret that nobody knows any more.</summary>
    private async Task EndOrphan()
    {
        if (ProcessIdentity.Read(files.PostgresProcess) is { Lives: true } orphan)
        {
            say($"Ending the PostgreSQL server {orphan.Pid}, whose keeper is gone.");
            await Signals.End(orphan, time, CancellationToken.None, Ending);
        }
    }

    private async Task<(Process Server, int Port)> Start(PostgresData data, string secret, CancellationToken end)
    {
        // Between looking for a free port and its use another program may take it.
        for (var tries = 1; ; tries++)
        {
            var port = FreePort();
            var server = data.Start(port);
            ProcessIdentity.Of(server.Id)?.Write(files.PostgresProcess);
            try
            {
                await Ready(server, port, secret, end);
                return (server, port);
            }
            catch (PostgresFailedException) when (tries < PortTries)
            {
                server.Dispose();
            }
            catch
            {
                await End(server, asked: true);
                server.Dispose();
                throw;
            }
        }
    }

    private async Task Ready(Process server, int port, string secret, CancellationToken end)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(PostgresConnection.String("127.0.0.1", port, PostgresData.User, secret, "postgres"));
                await connection.OpenAsync(end);
                return;
            }
            catch (NpgsqlException starting) when (starting is not PostgresException { SqlState: not PostgresErrorCodes.CannotConnectNow })
            {
                if (server.HasExited)
                {
                    throw new PostgresFailedException($"The server ended with {server.ExitCode} before it took connections; what it said stands above.");
                }

                if (time.GetElapsedTime(began) > StartLimit)
                {
                    throw new TimeoutException($"The server took no connections within {StartLimit.TotalMinutes:0} minutes: {starting.Message}");
                }

                await Task.Delay(Poll, time, end);
            }
        }
    }

    private async Task<bool> End(Process server, bool asked)
    {
        if (server.HasExited)
        {
            say($"PostgreSQL ended by itself with {server.ExitCode}.");
            return false;
        }

        say(asked ? "PostgreSQL ends as it was told to." : "PostgreSQL ends: for a minute no user of the local environment gave a sign of life.");
        if (ProcessIdentity.Of(server.Id) is { } process)
        {
            await Signals.End(process, time, CancellationToken.None, Ending);
        }

        File.Delete(files.PostgresProcess);
        return true;
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
