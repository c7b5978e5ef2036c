using System.Data.Common;
using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.TestKit.Xunit2;
using Microsoft.Data.Sqlite;
using Npgsql;
using Pipeline.Actors.Runs;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Compat.Persistence;

/// <summary>The SQL journal by public API and by what stands in the tables: the same on either database.</summary>
public abstract class SqlJournalSpecs : TestKit
{
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch;

    private protected SqlJournalSpecs(string provider, string connection)
        : base(ConfigurationFactory.ParseString($$"""
            akka.loglevel = OFF
            akka.persistence.journal.plugin = "akka.persistence.journal.sql"
            akka.persistence.journal.sql {
              class = "Akka.Persistence.Sql.Journal.SqlWriteJournal, Akka.Persistence.Sql"
              connection-string = "{{connection}}"
              provider-name = "{{provider}}"
            }
            """).WithFallback(ConfigurationFactory.ParseString(RunsHosting.JournalConfig)))
    {
    }

    private protected void Replays()
    {
        var first = Writer(1);
        first.Tell(3, TestActor);
        ReceiveN(3, TimeSpan.FromSeconds(30));
        Watch(first);
        Sys.Stop(first);
        FishForMessage(m => m is Terminated, TimeSpan.FromSeconds(30));

        Writer(1).Tell("seen", TestActor);

        Assert.Equal("1,2,3", ExpectMsg<string>(TimeSpan.FromSeconds(30)));
    }

    private protected void Replays_a_prefix()
    {
        Writer(1).Tell(5, TestActor);
        ReceiveN(5, TimeSpan.FromSeconds(30));

        Sys.ActorOf(Props.Create(() => new EventWriter("writer-1", 2))).Tell("seen", TestActor);

        Assert.Equal("1,2", ExpectMsg<string>(TimeSpan.FromSeconds(30)));
    }

    private protected void Lets_commands_wait()
    {
        var writer = Writer(1);
        writer.Tell(3, TestActor);
        writer.Tell("seen", TestActor);

        Assert.Equal([1L, 2L, 3L, "1,2,3"], ReceiveN(4, TimeSpan.FromSeconds(30)));
    }

    private protected void Refuses_a_second_writer()
    {
        var (one, two) = (Writer(1), Writer(1));
        two.Tell("seen", TestActor);
        ExpectMsg("", TimeSpan.FromSeconds(30));
        one.Tell(1, TestActor);
        ExpectMsg(1L, TimeSpan.FromSeconds(30));
        Watch(two);

        two.Tell(1, TestActor);

        Assert.Equal(two, ExpectMsg<Terminated>(TimeSpan.FromSeconds(30)).ActorRef);
    }

    /// <summary>The highest number is the next one's base, though nothing is replayed.</summary>
    private protected void Knows_the_highest_sequence_number()
    {
        Writer(1).Tell(5, TestActor);
        ReceiveN(5, TimeSpan.FromSeconds(30));

        Sys.ActorOf(Props.Create(() => new EventWriter("writer-1", 2))).Tell(1, TestActor);

        Assert.Equal(6L, ExpectMsg<long>(TimeSpan.FromSeconds(30)));
    }

    private protected void Keeps_many_writers_apart()
    {
        foreach (var number in Enumerable.Range(1, 50))
        {
            Writer(number).Tell(number, TestActor);
        }

        ReceiveN(50 * 51 / 2, TimeSpan.FromSeconds(60));
        foreach (var number in Enumerable.Range(1, 50))
        {
            Writer(number).Tell("seen", TestActor);
            Assert.Equal(string.Join(',', Enumerable.Range(1, number)), ExpectMsg<string>(TimeSpan.FromSeconds(30)));
        }
    }

    private IActorRef Writer(int number) => Sys.ActorOf(Props.Create(() => new EventWriter($"writer-{number}", long.MaxValue)));

    private protected void WriteOne()
    {
        Writer(1).Tell(1, TestActor);
        ExpectMsg(1L, TimeSpan.FromSeconds(30));
    }

    private protected static List<string> Query(DbConnection connection, string sql)
    {
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    /// <summary>Persists as many events as it is told, all or none, and answers each with its sequence number.</summary>
    private sealed class EventWriter : ReceivePersistentActor
    {
        private readonly List<long> _seen = [];
        private readonly long _to;

        public EventWriter(string id, long to)
        {
            (PersistenceId, _to) = (id, to);
            Recover<SchemaApplied>(_ => _seen.Add(LastSequenceNr));
            Command<int>(count => PersistAll(Enumerable.Range(0, count).Select(_ => new SchemaApplied(At)), _ =>
            {
                _seen.Add(LastSequenceNr);
                Sender.Tell(LastSequenceNr);
            }));
            Command<string>(_ => Sender.Tell(string.Join(',', _seen)));
        }

        public override string PersistenceId { get; }

        public override Recovery Recovery => new(SnapshotSelectionCriteria.None, _to);
    }
}

public sealed class SqliteJournalSpecs : SqlJournalSpecs
{
    private readonly TempFolder _folder;

    public SqliteJournalSpecs()
        : this(new TempFolder())
    {
    }

    private SqliteJournalSpecs(TempFolder folder)
        : base("SQLite.MS", $"Data Source={folder["journal.db"]};Pooling=false") => _folder = folder;

    [Fact]
    public void What_was_persisted_is_replayed_to_the_next_actor_of_the_same_id() => Replays();

    [Fact]
    public void A_recovery_to_a_sequence_number_replays_a_prefix() => Replays_a_prefix();

    [Fact]
    public void The_highest_sequence_number_counts_though_less_is_replayed() => Knows_the_highest_sequence_number();

    [Fact]
    public void Commands_wait_while_events_are_persisted() => Lets_commands_wait();

    [Fact]
    public void Two_actors_of_one_id_cannot_both_write_an_event_and_the_second_is_stopped() => Refuses_a_second_writer();

    [Fact]
    public void Many_ids_at_once_are_kept_apart() => Keeps_many_writers_apart();

    [Fact]
    public void The_rows_stand_in_the_original_s_columns_under_manifest_and_serializer_id()
    {
        WriteOne();

        Assert.Equal(
            ["ordering INTEGER", "created INTEGER", "deleted Bit", "persistence_id NVarChar(255)", "sequence_number INTEGER", "message VarBinary", "manifest NVarChar(500)", "identifier INTEGER", "writer_uuid NVarChar(128)"],
            Query(Connection(), "SELECT name || ' ' || type FROM pragma_table_info('journal')"));
        Assert.Equal(["writer-1 1 schema-applied.1 7301 0"], Query(Connection(), "SELECT persistence_id || ' ' || sequence_number || ' ' || manifest || ' ' || identifier || ' ' || deleted FROM journal"));
        Assert.Equal(["ordering_id", "tag", "sequence_nr", "persistence_id"], Query(Connection(), "SELECT name FROM pragma_table_info('tags')"));
    }

    protected override void AfterAll()
    {
        Shutdown();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private SqliteConnection Connection() => new($"Data Source={_folder["journal.db"]};Pooling=false");
}

[Collection(PostgresCollection.Name)]
public sealed class PostgresJournalSpecs : SqlJournalSpecs
{
    private readonly string _database;

    public PostgresJournalSpecs(PostgresServer server)
        : this(PostgresServer.Missing is null ? server.NewDatabase().GetAwaiter().GetResult() : "Host=nowhere")
    {
    }

    private PostgresJournalSpecs(string database)
        : base("PostgreSQL.15", database) => _database = database;

    [RequiresFact(Needs.Postgres)]
    public void What_was_persisted_is_replayed_to_the_next_actor_of_the_same_id() => Replays();

    [RequiresFact(Needs.Postgres)]
    public void A_recovery_to_a_sequence_number_replays_a_prefix() => Replays_a_prefix();

    [RequiresFact(Needs.Postgres)]
    public void The_highest_sequence_number_counts_though_less_is_replayed() => Knows_the_highest_sequence_number();

    [RequiresFact(Needs.Postgres)]
    public void Commands_wait_while_events_are_persisted() => Lets_commands_wait();

    [RequiresFact(Needs.Postgres)]
    public void Two_actors_of_one_id_cannot_both_write_an_event_and_the_second_is_stopped() => Refuses_a_second_writer();

    [RequiresFact(Needs.Postgres)]
    public void Many_ids_at_once_are_kept_apart() => Keeps_many_writers_apart();

    [RequiresFact(Needs.Postgres)]
    public void The_rows_stand_in_the_original_s_columns_under_manifest_and_serializer_id()
    {
        WriteOne();

        Assert.Equal(
            [
                "ordering bigint NO", "created bigint NO", "deleted boolean NO", "persistence_id text NO", "sequence_number bigint NO", "message bytea NO",
                "manifest text YES", "identifier integer YES", "writer_uuid text YES",
            ],
            Columns("journal"));
        Assert.Equal(["ordering_id bigint NO", "tag text NO", "sequence_nr bigint NO", "persistence_id text NO"], Columns("tags"));
        Assert.Equal(["ordering"], Query(Connection(), "SELECT column_name FROM information_schema.columns WHERE table_name = 'journal' AND is_identity = 'YES'"));
        Assert.Equal(
            ["writer-1 1 schema-applied.1 7301 f"],
            Query(Connection(), "SELECT concat_ws(' ', persistence_id, sequence_number, manifest, identifier, deleted) FROM journal"));
        Assert.Equal(
            ["journal_uq"],
            Query(Connection(), "SELECT indexname::text FROM pg_indexes WHERE tablename = 'journal' AND indexdef LIKE '%UNIQUE%(persistence_id, sequence_number)'"));
    }

    private List<string> Columns(string table) => Query(
        Connection(), $"SELECT column_name || ' ' || data_type || ' ' || is_nullable FROM information_schema.columns WHERE table_name = '{table}' ORDER BY ordinal_position");

    private NpgsqlConnection Connection() => new(_database);
}
