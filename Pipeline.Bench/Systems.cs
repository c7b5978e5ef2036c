using Akka.Actor;
using Akka.Configuration;
using Pipeline.Actors.Runs;

namespace Pipeline.Bench;

/// <summary>An actor system with the product's journal: SQLite in WAL mode, in a folder of its own.</summary>
internal sealed class Systems : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pipeline-bench-").FullName;

    public Systems()
    {
        var file = Path.Combine(_folder, "journal.db");
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={file}"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL";
            command.ExecuteNonQuery();
        }

        System = ActorSystem.Create("bench", ConfigurationFactory.ParseString($$"""
            akka.loglevel = WARNING
            akka.persistence.journal.plugin = "akka.persistence.journal.sql"
            akka.persistence.journal.sql {
              class = "Akka.Persistence.Sql.Journal.SqlWriteJournal, Akka.Persistence.Sql"
              connection-string = "Data Source={{file}}"
              provider-name = "SQLite.MS"
            }
            """).WithFallback(ConfigurationFactory.ParseString(RunsHosting.JournalConfig)));
    }

    public ActorSystem System { get; }

    public async ValueTask DisposeAsync()
    {
        await System.Terminate();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
