using System;
using Akka.Configuration;

namespace Akka.Persistence.Sql.Journal;

/// <summary>What the configuration says about the journal.</summary>
internal sealed class JournalSettings
{
    public JournalSettings(Config config)
    {
        ConnectionString = config.GetString("connection-string");
        if (string.IsNullOrWhiteSpace(ConnectionString))
        {
            throw new ConfigurationException("akka.persistence.journal.sql.connection-string is required.");
        }

        Dialect = JournalDialect.Of(config.GetString("provider-name"));
        BufferSize = config.GetInt("buffer-size", 5000);
        BatchSize = config.GetInt("batch-size", 100);
        ReplayBatchSize = config.GetInt("replay-batch-size", 1000);
        Writers = Dialect.HasOneWriter ? 1 : Math.Max(1, config.GetInt("parallelism", 3));
        AutoInitialize = config.GetBoolean("auto-initialize", true);
        WarnOnAutoInitFail = config.GetBoolean("warn-on-auto-init-fail", true);
    }

    public string ConnectionString { get; }

    public JournalDialect Dialect { get; }

    /// <summary>Pending writes; more are rejected.</summary>
    public int BufferSize { get; }

    /// <summary>Rows in one transaction; an atomic write is never split.</summary>
    public int BatchSize { get; }

    /// <summary>Rows read in one query.</summary>
    public int ReplayBatchSize { get; }

    /// <summary>Transactions at once.</summary>
    public int Writers { get; }

    public bool AutoInitialize { get; }

    public bool WarnOnAutoInitFail { get; }
}
