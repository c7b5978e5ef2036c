using Npgsql;
using Pipeline.Actors;

namespace Pipeline.Host.Local.Postgres;

/// <summary>A server that the configuration names: used, never started or stopped.</summary>
public sealed class GivenPostgres : IPostgres
{
    private readonly string connectionString;
    private readonly NpgsqlConnectionStringBuilder parts;

    public GivenPostgres(string connectionString)
    {
        this.connectionString = connectionString;
        parts = Read(connectionString) ?? throw PortFailureException.Permanent(
            "pipeline.local.postgres is no connection string of PostgreSQL, such as Host=127.0.0.1;Username=pipeline;Password=...;Database=postgres.");
    }

    public Task<PostgresLogin> Login(string database, CancellationToken cancellation) => Task.FromResult(Running(database));

    /// <summary>Whether it is up is seen when it is asked.</summary>
    public PostgresLogin Running(string database) => new(parts.Host!, parts.Port, PostgresConnection.String(connectionString, database));

    public Task StopUnless(Func<bool> inUse, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Null for what is none; without the exception that says why, since it may quote the password.</summary>
    private static NpgsqlConnectionStringBuilder? Read(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString) is { Host.Length: > 0 } read ? read : null;
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException)
        {
            return null;
        }
    }
}
