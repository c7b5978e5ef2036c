using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Pipeline.Tests.Support;

namespace Pipeline.Tests.EndToEnd.Aws;

/// <summary>Stands before a PostgreSQL and plays what Redshift has and it has not: temporary logins, COPY of Parquet by manifest, the tail of CREATE TABLE. Everything else passes as it is.</summary>
/// <param name="postgres">The server.</param>
/// <param name="copies">Plays COPY.</param>
/// <param name="passwords">Those that moto gave out.</param>
/// <param name="exists">Whether a cluster has a database of this name.</param>
internal sealed class RedshiftFront(PostgresServer postgres, ParquetCopy copies, Func<IReadOnlyCollection<string>> passwords, Func<string, Task<bool>> exists) : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, Lazy<Task>> _databases = new();

    /// <summary>Every statement, in the order in which it came.</summary>
    public ConcurrentQueue<string> Statements { get; } = [];

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public RedshiftFront Start()
    {
        _listener.Start();
        _ = Accept();
        return this;
    }

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                _ = Serve(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                if (await Login(stream) is not { } database)
                {
                    return;
                }

                await _databases.GetOrAdd(database, name => new Lazy<Task>(() => Create(name))).Value;
                var backend = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await backend.ConnectAsync(new UnixDomainSocketEndPoint(postgres.Socket));
                await new RedshiftConnection(stream, new NetworkStream(backend, ownsSocket: true), copies, Statements).Run(database);
            }
            catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException)
            {
                // The service was killed, or the test has ended.
            }
        }
    }

    /// <summary>The database that was asked for; null when the login was refused.</summary>
    private async Task<string?> Login(Stream stream)
    {
        while (await PgMessage.Read(stream, first: true) is { } start)
        {
            if (start.Body.Length == sizeof(int))
            {
                await stream.WriteAsync("N"u8.ToArray()); // neither TLS nor GSS: the tunnel ends here
                continue;
            }

            // Behind the version: name and value in turn.
            var values = start.Text[sizeof(int)..].Split('\0');
            var (user, database) = (Value(values, "user"), Value(values, "database"));
            await new PgMessage('R', [0, 0, 0, 3]).Write(stream);
            var password = (await PgMessage.Read(stream))?.Text.TrimEnd('\0');
            if (user != "IAM:pipeline" || password is null || !passwords().Contains(password))
            {
                await PgMessage.Error("28P01", $"password authentication failed for user \"{user}\"").Write(stream);
                return null;
            }

            if (await exists(database))
            {
                return database;
            }

            await PgMessage.Error("3D000", $"database \"{database}\" does not exist").Write(stream);
            return null;
        }

        return null;
    }

    private static string Value(string[] values, string name) => values[Array.IndexOf(values, name) + 1];

    private async Task Create(string database)
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE \"{database}\"", connection);
        await command.ExecuteNonQueryAsync();
    }
}
