using Akka.Actor;
using Akka.Configuration;

namespace Akka.Persistence.Sql;

/// <summary>The plugin's defaults, and their way into a system's configuration.</summary>
public sealed class SqlPersistence : IExtension
{
    public const string JournalConfigPath = "akka.persistence.journal.sql";

    public static readonly Config DefaultConfiguration = ConfigurationFactory.ParseString(
        """
        akka.persistence.journal.sql {
          class = "Akka.Persistence.Sql.Journal.SqlWriteJournal, Akka.Persistence.Sql"
          plugin-id = "akka.persistence.journal.sql"
          plugin-dispatcher = "akka.persistence.dispatchers.default-plugin-dispatcher"
          connection-string = ""
          provider-name = ""
          buffer-size = 5000
          batch-size = 100
          replay-batch-size = 1000
          parallelism = 3
          auto-initialize = true
          warn-on-auto-init-fail = true
        }
        """);

    public static readonly Config DefaultJournalConfiguration = DefaultConfiguration.GetConfig(JournalConfigPath);

    public readonly Config DefaultConfig = DefaultConfiguration;

    public readonly Config DefaultJournalConfig = DefaultJournalConfiguration;

    public SqlPersistence(ActorSystem system) => system.Settings.InjectTopLevelFallback(DefaultConfiguration);

    public static SqlPersistence Get(ActorSystem system) => system.WithExtension<SqlPersistence, SqlPersistenceProvider>();
}

public sealed class SqlPersistenceProvider : ExtensionIdProvider<SqlPersistence>
{
    public override SqlPersistence CreateExtension(ExtendedActorSystem system) => new(system);
}
