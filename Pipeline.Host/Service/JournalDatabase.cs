using Microsoft.Data.Sqlite;

namespace Pipeline.Host.Service;

/// <summary>What the SQLite file of the journal needs beside what Akka.Persistence does with it.</summary>
internal static class JournalDatabase
{
    /// <summary>Write-ahead logging, so that readers and the writer do not wait for each other. It is a property of the file from then on.</summary>
    public static void Prepare(string file)
    {
        using var connection = Open(file, SqliteOpenMode.ReadWriteCreate);
        Execute(connection, "PRAGMA journal_mode = WAL");
    }

    /// <summary>Whether the journal can be read at this moment.</summary>
    public static bool IsReadable(string file)
    {
        try
        {
            using var connection = Open(file, SqliteOpenMode.ReadOnly);
            Execute(connection, "SELECT count(*) FROM sqlite_master");
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        // Unpooled: a pooled connection would hold the file open for the rest of the process's life.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteScalar();
    }
}
