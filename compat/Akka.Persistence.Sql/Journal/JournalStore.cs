using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;

namespace Akka.Persistence.Sql.Journal;

/// <summary>The SQL of the journal. Each member opens a pooled connection of its own.</summary>
internal sealed class JournalStore(JournalSettings settings)
{
    private const string InsertRow =
        """
        INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
        VALUES (@created, @deleted, @persistence_id, @sequence_number, @message, @manifest, @identifier, @writer_uuid)
        """;

    private const string SelectRows =
        """
        SELECT created, persistence_id, sequence_number, message, manifest, identifier, writer_uuid FROM journal
        WHERE persistence_id = @persistence_id AND deleted = @deleted AND sequence_number >= @from AND sequence_number <= @to
        ORDER BY sequence_number LIMIT @limit
        """;

    private const string SelectHighest =
        "SELECT max(sequence_number) FROM journal WHERE persistence_id = @persistence_id AND sequence_number >= @from";

    // The highest row stays, marked as deleted: from it the next sequence number is known.
    private const string DeleteRows =
        """
        UPDATE journal SET deleted = @deleted WHERE persistence_id = @persistence_id AND sequence_number <= @to;
        DELETE FROM journal WHERE persistence_id = @persistence_id AND sequence_number <= @to
            AND sequence_number < (SELECT max(j.sequence_number) FROM journal j WHERE j.persistence_id = @persistence_id)
        """;

    public async Task CreateTables(CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation).ConfigureAwait(false);
        await using var command = Command(connection, settings.Dialect.Tables);
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Writes all rows in one transaction, or none.</summary>
    public async Task Insert(IReadOnlyList<JournalRow> rows, CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        await using var command = Command(connection, InsertRow);
        command.Transaction = transaction;
        var (created, deleted) = (Add(command, "created"), Add(command, "deleted", false));
        var (persistenceId, sequenceNumber) = (Add(command, "persistence_id"), Add(command, "sequence_number"));
        var (message, manifest) = (Add(command, "message"), Add(command, "manifest"));
        var (identifier, writer) = (Add(command, "identifier"), Add(command, "writer_uuid"));
        foreach (var row in rows)
        {
            created.Value = row.Created;
            persistenceId.Value = row.PersistenceId;
            sequenceNumber.Value = row.SequenceNumber;
            message.Value = row.Message;
            manifest.Value = (object?)row.Manifest ?? DBNull.Value;
            identifier.Value = (object?)row.Identifier ?? DBNull.Value;
            writer.Value = (object?)row.WriterUuid ?? DBNull.Value;
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
    }

    public async Task<List<JournalRow>> Read(string persistenceId, long from, long to, int limit, CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation).ConfigureAwait(false);
        await using var command = Command(connection, SelectRows);
        Add(command, "persistence_id", persistenceId);
        Add(command, "deleted", false);
        Add(command, "from", from);
        Add(command, "to", to);
        Add(command, "limit", limit);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        var rows = new List<JournalRow>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            rows.Add(new JournalRow(
                reader.GetInt64(0),
                reader.GetString(1),
                reader.GetInt64(2),
                reader.GetFieldValue<byte[]>(3),
                reader.IsDBNull(4) ? null : reader.GetString(4),
                reader.IsDBNull(5) ? null : reader.GetInt32(5),
                reader.IsDBNull(6) ? null : reader.GetString(6)));
        }

        return rows;
    }

    /// <summary>The highest sequence number, also of deleted rows; 0 when there is none.</summary>
    public async Task<long> HighestSequenceNr(string persistenceId, long from, CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation).ConfigureAwait(false);
        await using var command = Command(connection, SelectHighest);
        Add(command, "persistence_id", persistenceId);
        Add(command, "from", from);
        return await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is long highest ? highest : 0;
    }

    public async Task Delete(string persistenceId, long to, CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        await using var command = Command(connection, DeleteRows);
        command.Transaction = transaction;
        Add(command, "persistence_id", persistenceId);
        Add(command, "deleted", true);
        Add(command, "to", to);
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
    }

    private async Task<DbConnection> Open(CancellationToken cancellation)
    {
        var connection = settings.Dialect.Connect(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static DbCommand Command(DbConnection connection, string text)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        return command;
    }

    private static DbParameter Add(DbCommand command, string name, object? value = null)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
        return parameter;
    }
}
