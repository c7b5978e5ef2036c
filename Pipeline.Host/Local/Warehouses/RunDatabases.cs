using System.Collections.Immutable;
using Npgsql;
using Pipeline.Actors;
using Pipeline.Host.Adapters.Warehouse;
using Pipeline.Host.Local.Postgres;

namespace Pipeline.Host.Local.Warehouses;

/// <summary>The runs' databases on a server: made, listed, dropped.</summary>
public sealed class RunDatabases(IPostgres postgres)
{
    private const string Maintenance = "postgres";

    /// <summary>Makes the database, or finds it made; one of that name that is not this run's is left alone.</summary>
    public Task<PostgresLogin> Create(KeptDatabase wanted, CancellationToken cancellation) => OnServer(
        $"The database {wanted.Database} could not be made",
        async (login, connection) =>
        {
            var (exists, found) = await Find(connection, wanted.Database, cancellation);
            if (found is not null && (found.Run, found.Journal) == (wanted.Run, wanted.Journal))
            {
                return login;
            }

            // Without a comment it is one that a killed service had just made, unless somebody has put something into it.
            if (exists && (found is not null || await HasTables(wanted.Database, cancellation)))
            {
                throw PortFailureException.Permanent(
                    $"The server at {login} has a database {wanted.Database} already that is not run {wanted.Run}'s: drop or rename it, or use another server (pipeline.local.postgres).");
            }

            if (!exists)
            {
                // From template0, whatever the server's own defaults: text ordered by bytes, as on Redshift.
                await Execute(connection, $"CREATE DATABASE {Quote(wanted.Database)} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'", cancellation);
            }

            await Execute(connection, $"COMMENT ON DATABASE {Quote(wanted.Database)} IS '{wanted.ToComment().Replace("'", "''")}'", cancellation);
            return login;
        },
        cancellation);

    /// <summary>Whether the run's database is there.</summary>
    public Task<PostgresLogin?> Find(string database, string journal, CancellationToken cancellation) => OnServer(
        $"The database {database} could not be looked for",
        async (login, connection) => (await Find(connection, database, cancellation)).Found?.Journal == journal ? login : null,
        cancellation);

    /// <summary>Every run's database.</summary>
    public Task<ImmutableArray<KeptDatabase>> List(CancellationToken cancellation) => OnServer(
        "The databases could not be listed", (_, connection) => List(connection, null, cancellation), cancellation);

    public Task Drop(string database, CancellationToken cancellation) => OnServer(
        $"The database {database} could not be dropped",
        async (login, connection) =>
        {
            await Execute(connection, $"DROP DATABASE IF EXISTS {Quote(database)} WITH (FORCE)", cancellation);
            return login;
        },
        cancellation);

    private static async Task<(bool Exists, KeptDatabase? Found)> Find(NpgsqlConnection connection, string database, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("SELECT count(*) FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = database } } };
        var exists = (long)(await command.ExecuteScalarAsync(cancellation))! > 0;
        return (exists, (await List(connection, database, cancellation)).FirstOrDefault());
    }

    private static async Task<ImmutableArray<KeptDatabase>> List(NpgsqlConnection connection, string? database, CancellationToken cancellation)
    {
        const string Sql = "SELECT datname::text, shobj_description(oid, 'pg_database') FROM pg_database WHERE datallowconn AND ($1::text IS NULL OR datname = $1)";
        await using var command = new NpgsqlCommand(Sql, connection) { Parameters = { new() { Value = (object?)database ?? DBNull.Value } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = ImmutableArray.CreateBuilder<KeptDatabase>();
        while (await reader.ReadAsync(cancellation))
        {
            if (KeptDatabase.Read(reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1)) is { } kept)
            {
                found.Add(kept);
            }
        }

        return found.ToImmutable();
    }

    private async Task<bool> HasTables(string database, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection((await postgres.Login(database, cancellation)).ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand("SELECT count(*) FROM pg_class WHERE relnamespace NOT IN (SELECT oid FROM pg_namespace WHERE nspname LIKE 'pg\\_%' OR nspname = 'information_schema')", connection);
        return (long)(await command.ExecuteScalarAsync(cancellation))! > 0;
    }

    private async Task<T> OnServer<T>(string failure, Func<PostgresLogin, NpgsqlConnection, Task<T>> work, CancellationToken cancellation)
    {
        var login = await postgres.Login(Maintenance, cancellation);
        try
        {
            await using var connection = new NpgsqlConnection(login.ConnectionString);
            await connection.OpenAsync(cancellation);
            return await work(login, connection);
        }
        catch (NpgsqlException error)
        {
            throw PostgresErrors.Map(error, $"{failure} on the server at {login}");
        }
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"")}\"";
}
