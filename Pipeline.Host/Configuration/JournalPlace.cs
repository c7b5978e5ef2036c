using Akka.Configuration;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Pipeline.Host.Configuration;

/// <summary>What hocon.conf cannot know: in which database the journal lies, and the way in.</summary>
internal static class JournalPlace
{
    // Shorter than the plugin's circuit breaker waits, so that the database itself says of a write that it did not take it.
    private const int Patience = 8;

    // A transaction of SQLite that is not this one waits for the writer even if it only reads.
    private const string ReadTogether = "read-isolation-level = read-uncommitted";

    /// <param name="journal">Which journal.</param>
    /// <param name="readOnly">A reader makes no tables.</param>
    public static Config Of(JournalOptions journal, bool readOnly = false)
    {
        var (provider, connection) = journal.Postgres is { } postgres ? ("PostgreSQL.15", Postgres(postgres.Value))
            : ("SQLite.MS", new SqliteConnectionStringBuilder { DataSource = journal.File, DefaultTimeout = Patience }.ConnectionString);
        return ConfigurationFactory.ParseString($$"""
            akka.persistence.journal.sql {
              provider-name = "{{provider}}"
              connection-string = "{{connection.Replace("\\", "\\\\").Replace("\"", "\\\"")}}"
              {{(journal.Postgres is null ? ReadTogether : "")}}
              {{(readOnly ? "auto-initialize = false" : "")}}
            }
            """);
    }

    private static string Postgres(string connection)
    {
        var given = new NpgsqlConnectionStringBuilder(connection);
        given.Timeout = given.ContainsKey("Timeout") ? given.Timeout : Patience;
        given.CommandTimeout = given.ContainsKey("Command Timeout") ? given.CommandTimeout : Patience;
        return given.ConnectionString;
    }
}
