using System.Data.Common;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;
using Pipeline.Host.Configuration;

namespace Pipeline.Host.Journals;

/// <summary>The journal in a PostgreSQL database, in the first schema of its search path. Id and holder stand in a table beside it; an advisory lock says whether it is held.</summary>
internal sealed class PostgresJournal : IJournal
{
    // Advisory locks of this database with our number, one per schema; as two halves, since pg_locks shows them so.
    private const string Key = "7301, hashtext('pipeline journal ' || current_schema())";

    private readonly string _connection;

    public PostgresJournal(Secret connection)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection.Value) { ApplicationName = "pipeline journal", Pooling = false };
        settings.KeepAlive = settings.KeepAlive == 0 ? 10 : settings.KeepAlive;
        _connection = settings.ConnectionString;
        Name = $"PostgreSQL {settings.Database ?? settings.Username} on {settings.Host}{(settings.Port == NpgsqlConnection.DefaultPort ? "" : $":{settings.Port}")}";
    }

    public string Name { get; }

    public async Task<IJournalHold> Take(JournalHolder holder, CancellationToken cancellation)
    {
        var connection = await Open(cancellation);
        try
        {
            if (!await TryLock(connection, cancellation))
            {
                throw JournalHeldException.By(await ReadHolder(connection, cancellation), Name);
            }

            if (await Scalar(connection, "SHOW synchronous_commit", cancellation) is "off")
            {
                throw new JournalForgetfulException(Name, connection.Database);
            }

            var id = await Enter(connection, holder, cancellation);
            return new PostgresHold(id, this, holder, connection);
        }
        catch (Exception failure)
        {
            await connection.DisposeAsync();
            throw failure is DbException ? new JournalUnreachableException(Name, failure) : failure;
        }
    }

    public Task<JournalHolder?> Holder(CancellationToken cancellation) => Ask<JournalHolder?>(async connection =>
    {
        var held = await Scalar(connection, $"""
            SELECT EXISTS (SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
                WHERE d.datname = current_database() AND l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
                AND (l.classid::bigint, l.objid::bigint) = (SELECT (k).* FROM (SELECT 7301::bigint, hashtext('pipeline journal ' || current_schema())::bigint & 4294967295) k))
            """, cancellation);
        return held is true ? await ReadHolder(connection, cancellation) : null;
    }, cancellation);

    public Task<string?> Id(CancellationToken cancellation) => Ask(
        async connection => await Scalar(connection, "SELECT to_regclass('pipeline_journal') IS NOT NULL", cancellation) is true
            ? (string?)await Scalar(connection, "SELECT id FROM pipeline_journal", cancellation)
            : null,
        cancellation);

    public Task<bool> Exists(CancellationToken cancellation) =>
        Ask(async connection => await Scalar(connection, "SELECT to_regclass('journal') IS NOT NULL", cancellation) is true, cancellation);

    public async Task<bool> IsReadable(CancellationToken cancellation)
    {
        try
        {
            await using var connection = await Open(cancellation);
            return true;
        }
        catch (JournalUnreachableException)
        {
            return false;
        }
    }

    /// <exception cref="JournalUnreachableException">The server does not answer.</exception>
    internal async Task<NpgsqlConnection> Open(CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(_connection);
        try
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch (Exception failure) when (failure is DbException or SocketException or TimeoutException)
        {
            await connection.DisposeAsync();
            throw new JournalUnreachableException(Name, failure);
        }
    }

    internal static async Task<bool> TryLock(NpgsqlConnection connection, CancellationToken cancellation) =>
        await Scalar(connection, $"SELECT pg_try_advisory_lock({Key})", cancellation) is true;

    /// <summary>Writes down who holds the journal, and answers its id. Only the holder of the lock comes here: nobody else makes the table meanwhile.</summary>
    internal static async Task<string> Enter(NpgsqlConnection connection, JournalHolder holder, CancellationToken cancellation)
    {
        await Scalar(connection, "CREATE TABLE IF NOT EXISTS pipeline_journal (id text PRIMARY KEY, holder text NOT NULL)", cancellation);
        var id = await Scalar(connection, "UPDATE pipeline_journal SET holder = @holder RETURNING id", cancellation, ("holder", holder.Write()))
            ?? await Scalar(
                connection, "INSERT INTO pipeline_journal (id, holder) VALUES (@id, @holder) RETURNING id", cancellation,
                ("id", RandomNumberGenerator.GetHexString(16, lowercase: true)), ("holder", holder.Write()));
        return (string)id!;
    }

    internal static async Task<JournalHolder> ReadHolder(NpgsqlConnection connection, CancellationToken cancellation) =>
        await Scalar(connection, "SELECT to_regclass('pipeline_journal') IS NOT NULL", cancellation) is true
            ? JournalHolder.Read((string?)await Scalar(connection, "SELECT holder FROM pipeline_journal", cancellation))
            : JournalHolder.Unknown;

    private async Task<T> Ask<T>(Func<NpgsqlConnection, Task<T>> question, CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        try
        {
            return await question(connection);
        }
        catch (DbException failure)
        {
            throw new JournalUnreachableException(Name, failure);
        }
    }

    private static async Task<object?> Scalar(
        NpgsqlConnection connection, string sql, CancellationToken cancellation, params (string Name, string Value)[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return await command.ExecuteScalarAsync(cancellation);
    }
}
