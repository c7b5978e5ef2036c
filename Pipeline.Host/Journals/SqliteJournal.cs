using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Pipeline.Host.Local;

namespace Pipeline.Host.Journals;

/// <summary>The journal in one SQLite file. Its id, its lock and its holder's name lie beside it.</summary>
internal sealed class SqliteJournal(string file) : IJournal
{
    // Two names of one file are one journal: its lock lies beside the file itself, not beside a link to it.
    private readonly string _file = (File.Exists(file) ? File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName : null) ?? file;

    public string Name => file;

    public Task<IJournalHold> Take(JournalHolder holder, CancellationToken cancellation)
    {
        var held = FileLock.TryTake(_file + ".lock") ?? throw JournalHeldException.By(ReadHolder(), Name);
        try
        {
            AtomicFile.Write(_file + ".holder", holder.Write() + "\n");
            KeepWriteAheadLog();
            return Task.FromResult<IJournalHold>(new Hold(Identify(), held));
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public Task<JournalHolder?> Holder(CancellationToken cancellation)
    {
        using var held = FileLock.TryTake(_file + ".lock");
        return Task.FromResult(held is null ? ReadHolder() : null);
    }

    public Task<string?> Id(CancellationToken cancellation) => Task.FromResult(ReadLine(_file + ".id"));

    public Task<bool> Exists(CancellationToken cancellation) => Task.FromResult(File.Exists(_file));

    public Task<bool> IsReadable(CancellationToken cancellation)
    {
        try
        {
            using var connection = Open(SqliteOpenMode.ReadOnly);
            Execute(connection, "SELECT count(*) FROM sqlite_master");
            return Task.FromResult(true);
        }
        catch (SqliteException)
        {
            return Task.FromResult(false);
        }
    }

    /// <summary>So that readers and the writer do not wait for each other. It is a property of the file from then on.</summary>
    private void KeepWriteAheadLog()
    {
        using var connection = Open(SqliteOpenMode.ReadWriteCreate);
        Execute(connection, "PRAGMA journal_mode = WAL");
    }

    private string Identify()
    {
        var path = _file + ".id";
        if (ReadLine(path) is { } known)
        {
            return known;
        }

        var id = RandomNumberGenerator.GetHexString(16, lowercase: true);
        AtomicFile.Write(path, id + "\n");
        return id;
    }

    private JournalHolder ReadHolder() => JournalHolder.Read(ReadLine(_file + ".holder"));

    private static string? ReadLine(string path) => File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } line ? line : null;

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        // Unpooled: a pooled connection would hold the file open for the rest of the process's life.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _file, Mode = mode, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteScalar();
    }

    /// <summary>The kernel keeps the lock as long as this process lives: it cannot be lost.</summary>
    private sealed class Hold(string id, FileLock held) : IJournalHold
    {
        public string Id => id;

        public CancellationToken Lost => CancellationToken.None;

        public ValueTask DisposeAsync()
        {
            held.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
