using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.TestKit.Xunit2;
using Microsoft.Data.Sqlite;
using Pipeline.Actors.Runs;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Compat.Persistence;

/// <summary>The SQL journal on SQLite, by public API and by what stands in the file.</summary>
public sealed class SqlJournalSpecs : TestKit
{
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch;

    private readonly TempFolder _folder;

    public SqlJournalSpecs()
        : this(new TempFolder())
    {
    }

    private SqlJournalSpecs(TempFolder folder)
        : base(ConfigurationFactory.ParseString($$"""
            akka.loglevel = OFF
            akka.persistence.journal.plugin = "akka.persistence.journal.sql"
            akka.persistence.journal.sql {
              class = "Akka.Persistence.Sql.Journal.SqlWriteJournal, Akka.Persistence.Sql"
              connection-string = "Data Source={{folder["journal.db"]}};Pooling=false"
              provider-name = "SQLite.MS"
            }
            """).WithFallback(ConfigurationFactory.ParseString(RunsHosting.JournalConfig)))
    {
        _folder = folder;
    }

    [Fact]
    public void What_was_persisted_is_replayed_to_the_next_actor_of_the_same_id()
    {
        var first = Writer(1);
        first.Tell(3, TestActor);
        ReceiveN(3, TimeSpan.FromSeconds(10));
        Watch(first);
        Sys.Stop(first);
        FishForMessage(m => m is Terminated, TimeSpan.FromSeconds(10));

        Writer(1).Tell("seen", TestActor);

        Assert.Equal("1,2,3", ExpectMsg<string>(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void A_recovery_to_a_sequence_number_replays_a_prefix()
    {
        Writer(1).Tell(5, TestActor);
        ReceiveN(5, TimeSpan.FromSeconds(10));

        Sys.ActorOf(Props.Create(() => new EventWriter("writer-1", 2))).Tell("seen", TestActor);

        Assert.Equal("1,2", ExpectMsg<string>(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void Commands_wait_while_events_are_persisted()
    {
        var writer = Writer(1);
        writer.Tell(3, TestActor);
        writer.Tell("seen", TestActor);

        Assert.Equal([1L, 2L, 3L, "1,2,3"], ReceiveN(4, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void Two_actors_of_one_id_cannot_both_write_an_event_and_the_second_is_stopped()
    {
        var (one, two) = (Writer(1), Writer(1));
        two.Tell("seen", TestActor);
        ExpectMsg("", TimeSpan.FromSeconds(10));
        one.Tell(1, TestActor);
        ExpectMsg(1L, TimeSpan.FromSeconds(10));
        Watch(two);

        two.Tell(1, TestActor);

        Assert.Equal(two, ExpectMsg<Terminated>(TimeSpan.FromSeconds(10)).ActorRef);
    }

    [Fact]
    public void The_rows_stand_in_the_original_s_columns_under_manifest_and_serializer_id()
    {
        Writer(1).Tell(1, TestActor);
        ExpectMsg(1L, TimeSpan.FromSeconds(10));

        Assert.Equal(
            ["ordering INTEGER", "created INTEGER", "deleted Bit", "persistence_id NVarChar(255)", "sequence_number INTEGER", "message VarBinary", "manifest NVarChar(500)", "identifier INTEGER", "writer_uuid NVarChar(128)"],
            Query("SELECT name || ' ' || type FROM pragma_table_info('journal')"));
        Assert.Equal(["writer-1 1 schema-applied.1 7301 0"], Query("SELECT persistence_id || ' ' || sequence_number || ' ' || manifest || ' ' || identifier || ' ' || deleted FROM journal"));
        Assert.Equal(["ordering_id", "tag", "sequence_nr", "persistence_id"], Query("SELECT name FROM pragma_table_info('tags')"));
    }

    protected override void AfterAll()
    {
        Shutdown();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private IActorRef Writer(int number) => Sys.ActorOf(Props.Create(() => new EventWriter($"writer-{number}", long.MaxValue)));

    private List<string> Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder["journal.db"]};Pooling=false");
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
