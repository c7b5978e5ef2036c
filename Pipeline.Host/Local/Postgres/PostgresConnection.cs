using Npgsql;

namespace Pipeline.Host.Local.Postgres;

/// <summary>How connections to a warehouse of the local environment are set up.</summary>
internal static class PostgresConnection
{
    private const string Name = "pipeline";

    /// <summary>For a login by secret.</summary>
    public static string String(string host, int port, string user, string secret, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = host,
        Port = port,
        Username = user,
        Password = secret,
        Database = database,
        ApplicationName = Name,
        Timeout = 15,

        // Loads take as long as they take; the server's statement_timeout and the caller's token end them.
        CommandTimeout = 0,
        Pooling = false,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    /// <summary>The given server's, for another database.</summary>
    public static string String(string given, string? database) => new NpgsqlConnectionStringBuilder(given)
    {
        Database = database ?? new NpgsqlConnectionStringBuilder(given).Database,
        ApplicationName = Name,
        CommandTimeout = 0,
        Pooling = false,
    }.ConnectionString;
}
