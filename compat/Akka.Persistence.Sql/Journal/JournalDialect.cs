using System;
using System.Data.Common;
using Akka.Configuration;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Akka.Persistence.Sql.Journal;

/// <summary>Where the databases differ: connections, and the tables as the original creates them.</summary>
internal sealed class JournalDialect
{
    private static readonly JournalDialect Sqlite = new(
        SqliteFactory.Instance,
        hasOneWriter: true,
        """
        CREATE TABLE IF NOT EXISTS journal (
            ordering INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            created INTEGER NOT NULL,
            deleted Bit NOT NULL,
            persistence_id NVarChar(255) NOT NULL,
            sequence_number INTEGER NOT NULL,
            message VarBinary NOT NULL,
            manifest NVarChar(500) NULL,
            identifier INTEGER NULL,
            writer_uuid NVarChar(128) NULL
        );
        CREATE UNIQUE INDEX IF NOT EXISTS journal_uq ON journal (persistence_id, sequence_number);
        CREATE INDEX IF NOT EXISTS journal_created_idx ON journal (created);
        CREATE INDEX IF NOT EXISTS journal_sequence_number_idx ON journal (sequence_number);
        CREATE TABLE IF NOT EXISTS tags (
            ordering_id INTEGER NOT NULL,
            tag NVarChar(64) NOT NULL,
            sequence_nr INTEGER NOT NULL,
            persistence_id NVarChar(255) NOT NULL,
            CONSTRAINT PK_tags PRIMARY KEY (ordering_id, tag)
        );
        CREATE INDEX IF NOT EXISTS tags_persistence_id_sequence_nr_idx ON tags (persistence_id, sequence_nr);
        CREATE INDEX IF NOT EXISTS tags_tag_idx ON tags (tag);
        """);

    private static readonly JournalDialect Postgres = new(
        NpgsqlFactory.Instance,
        hasOneWriter: false,
        """
        CREATE TABLE IF NOT EXISTS journal (
            ordering bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
            created bigint NOT NULL,
            deleted boolean NOT NULL,
            persistence_id text NOT NULL,
            sequence_number bigint NOT NULL,
            message bytea NOT NULL,
            manifest text NULL,
            identifier integer NULL,
            writer_uuid text NULL,
            CONSTRAINT "PK_journal" PRIMARY KEY (ordering),
            CONSTRAINT journal_uq UNIQUE (persistence_id, sequence_number)
        );
        CREATE INDEX IF NOT EXISTS journal_created_idx ON journal (created);
        CREATE INDEX IF NOT EXISTS journal_sequence_number_idx ON journal (sequence_number);
        CREATE TABLE IF NOT EXISTS tags (
            ordering_id bigint NOT NULL,
            tag text NOT NULL,
            sequence_nr bigint NOT NULL,
            persistence_id text NOT NULL,
            CONSTRAINT "PK_tags" PRIMARY KEY (ordering_id, tag)
        );
        CREATE INDEX IF NOT EXISTS tags_persistence_id_sequence_nr_idx ON tags (persistence_id, sequence_nr);
        CREATE INDEX IF NOT EXISTS tags_tag_idx ON tags (tag);
        """);

    private readonly DbProviderFactory _factory;

    private JournalDialect(DbProviderFactory factory, bool hasOneWriter, string tables)
    {
        (_factory, HasOneWriter, Tables) = (factory, hasOneWriter, tables);
    }

    /// <summary>True where a second transaction that writes would only wait for the first.</summary>
    public bool HasOneWriter { get; }

    /// <summary>The DDL; safe to repeat.</summary>
    public string Tables { get; }

    /// <param name="provider">The original's name of the database: <c>SQLite.MS</c>, or <c>PostgreSQL</c> with or without a version.</param>
    public static JournalDialect Of(string provider) => provider switch
    {
        "SQLite.MS" or "SQLite" => Sqlite,
        { } name when name.StartsWith("PostgreSQL", StringComparison.Ordinal) => Postgres,
        _ => throw new ConfigurationException($"akka.persistence.journal.sql.provider-name is '{provider}'; known are SQLite.MS and PostgreSQL.15."),
    };

    public DbConnection Connect(string connectionString)
    {
        var connection = _factory.CreateConnection() ?? throw new InvalidOperationException("The database's provider makes no connections.");
        connection.ConnectionString = connectionString;
        return connection;
    }
}
