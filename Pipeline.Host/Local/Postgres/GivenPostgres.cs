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
        try
        {
            parts = new NpgsqlConnectionStringBuilder(connectionString);
            this.connectionString = connectionString;
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException)
        {
            // Without the inner exception: it may quote the password.
            throw PortFailureException.Permanent("pipeline.local.postgres is no connection string of PostgreSQL, such as Host=127.0.0.1;Username=pipeline;Password=...;Database=postgres.");
        }
    }

    public Task<PostgresLogin> Login(string database, CancellationToken cancellation) =>
        Task.FromResult(new PostgresLogin(parts.Host ?? "localhost", parts.Port, PostgresConnection.String(connectionString, database)));

    public Task StopUnless(Func<bool> inUse, CancellationToken cancellation) => Task.CompletedTask;
}
