using Pipeline.Host.Configuration;
using Pipeline.Host.Journals;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Host.Journals;

/// <summary>One service at a time, known by name, and an id for ever: the same on either database.</summary>
public abstract class JournalHoldTests : IDisposable
{
    private protected static readonly JournalHolder First = new(12, "here", "/home/one", DateTimeOffset.UnixEpoch);
    private protected static readonly JournalHolder Second = new(13, "there", "/home/two", DateTimeOffset.UnixEpoch);

    private readonly TempFolder _folder = new();

    private protected string Folder => _folder.Path;

    public void Dispose() => _folder.Dispose();

    private protected static async Task Has_one_holder_and_the_second_is_told_who(IJournal journal, IJournal again)
    {
        Assert.Null(await journal.Holder(CancellationToken.None));
        await using (await journal.Take(First, CancellationToken.None))
        {
            Assert.Equal(First, await again.Holder(CancellationToken.None));
            var refusal = await Assert.ThrowsAsync<JournalHeldException>(() => again.Take(Second, CancellationToken.None));
            Assert.Contains("pid 12 on here, home /home/one, started 1970-01-01", refusal.Message);
            Assert.Equal(First, await again.Holder(CancellationToken.None));
        }

        Assert.Null(await again.Holder(CancellationToken.None));
        await using var next = await again.Take(Second, CancellationToken.None);
        Assert.Equal(Second, await journal.Holder(CancellationToken.None));
    }

    private protected static async Task Keeps_its_id_and_another_has_another(IJournal journal, IJournal other)
    {
        static async Task<string> Id(IJournal journal)
        {
            await using var hold = await journal.Take(First, CancellationToken.None);
            Assert.True(await journal.IsReadable(CancellationToken.None));
            return hold.Id;
        }

        Assert.Null(await journal.Id(CancellationToken.None));
        var id = await Id(journal);
        Assert.Matches("^[0-9a-f]{16}$", id);
        Assert.Equal(id, await Id(journal));
        Assert.Equal(id, await journal.Id(CancellationToken.None));
        Assert.NotEqual(id, await Id(other));
    }
}

public sealed class SqliteJournalHoldTests : JournalHoldTests
{
    [Fact]
    public Task One_holder() => Has_one_holder_and_the_second_is_told_who(Journal("journal.db"), Journal("journal.db"));

    [Fact]
    public Task One_id() => Keeps_its_id_and_another_has_another(Journal("journal.db"), Journal("other.db"));

    [Fact]
    public async Task Two_homes_that_name_the_same_file_share_its_lock_also_by_a_link()
    {
        File.Create(Path.Combine(Folder, "journal.db")).Dispose();
        Directory.CreateDirectory(Path.Combine(Folder, "home"));
        File.CreateSymbolicLink(Path.Combine(Folder, "home", "linked.db"), Path.Combine(Folder, "journal.db"));
        await Has_one_holder_and_the_second_is_told_who(Journal("journal.db"), Journal("home/linked.db"));
    }

    private SqliteJournal Journal(string name) => new(Path.Combine(Folder, name));
}

[Collection(PostgresCollection.Name)]
public sealed class PostgresJournalHoldTests(PostgresServer server) : JournalHoldTests
{
    [RequiresFact(Needs.Postgres)]
    public async Task One_holder()
    {
        var database = await server.NewDatabase();
        await Has_one_holder_and_the_second_is_told_who(Journal(database), Journal(database));
    }

    [RequiresFact(Needs.Postgres)]
    public async Task One_id() => await Keeps_its_id_and_another_has_another(Journal(await server.NewDatabase()), Journal(await server.NewDatabase()));

    [RequiresFact(Needs.Postgres)]
    public async Task Two_schemas_of_one_database_are_two_journals()
    {
        var database = await server.NewDatabase();
        await server.Execute(database, "CREATE SCHEMA one; CREATE SCHEMA two");
        await using var one = await Journal(database + ";Search Path=one").Take(First, CancellationToken.None);
        await using var two = await Journal(database + ";Search Path=two").Take(Second, CancellationToken.None);
        Assert.NotEqual(one.Id, two.Id);
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_database_that_may_forget_what_it_acknowledged_is_refused_before_anything_is_written()
    {
        var database = await server.NewDatabase();
        await server.Execute(database, "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$");

        var refused = await Assert.ThrowsAsync<JournalForgetfulException>(() => Journal(database).Take(First, CancellationToken.None));

        Assert.Contains("SET synchronous_commit = on", refused.Message);
        Assert.Null(await Journal(database).Id(CancellationToken.None));
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_holder_whose_connection_broke_takes_the_lock_again()
    {
        var database = await server.NewDatabase();
        var journal = Journal(database);
        await using var hold = await journal.Take(First, CancellationToken.None);
        var before = await Backend(database);
        await server.Execute(database, $"SELECT pg_terminate_backend({before})");

        while (await Backend(database) is var now && (now is null || now == before))
        {
            await Task.Yield();
        }

        Assert.Equal(First, await journal.Holder(CancellationToken.None));
        Assert.False(hold.Lost.IsCancellationRequested);
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_holder_whose_lock_another_one_has_taken_meanwhile_is_told_that_it_lost_it()
    {
        var database = await server.NewDatabase();
        var journal = Journal(database);
        await using var hold = await journal.Take(First, CancellationToken.None);
        var lost = new TaskCompletionSource();
        await using var told = hold.Lost.Register(lost.SetResult);

        // The other one waits for the lock, and so is before the first when the first's connection breaks.
        await using var other = await ((PostgresJournal)journal).Open(CancellationToken.None);
        var waiting = server.Execute(other, "SELECT pg_advisory_lock(7301, hashtext('pipeline journal ' || current_schema()))");
        while (await server.Scalar(database, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted") is not 1L)
        {
            await Task.Yield();
        }

        await server.Execute(database, $"UPDATE pipeline_journal SET holder = '{Second.Write()}'; SELECT pg_terminate_backend({await Backend(database)})");
        await waiting;
        await lost.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_server_that_does_not_answer_is_named_and_the_password_is_not()
    {
        var away = new PostgresJournal(new Secret("Host=/nowhere;Database=pipeline;Username=me;Password=hunter2"));
        var refusal = await Assert.ThrowsAsync<JournalUnreachableException>(() => away.Take(First, CancellationToken.None));
        Assert.Contains("PostgreSQL pipeline on /nowhere", refusal.Message);
        Assert.DoesNotContain("hunter2", refusal.Message);
        Assert.False(await away.IsReadable(CancellationToken.None));
    }

    private static PostgresJournal Journal(string database) => new(new Secret(database));

    private Task<object?> Backend(string database) =>
        server.Scalar(database, "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND classid = 7301 AND granted");
}
