namespace Akka.Persistence.Sql.Journal;

/// <summary>A row of the table <c>journal</c>.</summary>
internal sealed record JournalRow(
    long Created, string PersistenceId, long SequenceNumber, byte[] Message, string? Manifest, int? Identifier, string? WriterUuid);
