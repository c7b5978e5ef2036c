using Npgsql;
using Pipeline.Actors;
using Pipeline.Host.Local;
using Pipeline.Host.Local.Postgres;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Local.Postgres;

/// <summary>The real server with its keeper, each test's in a home of its own.</summary>
public sealed class LocalPostgresTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    private readonly LocalHome home = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => home.DisposeAsync().AsTask();

    [RequiresFact(Needs.Postgres)]
    public async Task Any_number_of_processes_may_start_it_at_once_and_get_the_same_server()
    {
        var logins = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => home.Postgres().Login("postgres", None)));
        Assert.Single(logins.Distinct());
        Assert.Equal(1, await Scalar<int>(logins[0], "SELECT 1"));
        Assert.Equal(AtomicFile.Private, File.GetUnixFileMode(home.Files.Postgres));
        Assert.True(LocalHome.LeadsItsOwnGroup(RuntimeFile.Read(home.Files.Postgres)!.Process));
        Assert.DoesNotContain(RuntimeFile.Read(home.Files.Postgres)!.Secret, $"{logins[0]}{await File.ReadAllTextAsync(home.Files.PostgresLog)}");
    }

    [RequiresFact(Needs.Postgres)]
    public async Task It_is_as_Redshift_in_order_and_time_safe_on_disk_and_closed_to_those_without_the_secret()
    {
        var login = await home.Postgres().Login("postgres", None);
        Assert.Equal("C", await Scalar<string>(login, "SELECT datcollate::text FROM pg_database WHERE datname = 'postgres'"));
        Assert.Equal("UTC on 127.0.0.1", await Scalar<string>(login, "SELECT current_setting('TimeZone') || ' ' || current_setting('fsync') || ' ' || current_setting('listen_addresses')"));

        var stranger = new NpgsqlConnectionStringBuilder(login.ConnectionString) { Password = "guessed" }.ConnectionString;
        await using var connection = new NpgsqlConnection(stranger);
        Assert.Equal("28P01", (await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync())).SqlState);
    }

    [RequiresFact(Needs.Postgres)]
    public async Task Its_databases_survive_a_stop_and_its_secret_does_not()
    {
        var first = await home.Postgres().Login("postgres", None);
        await Execute(first, "CREATE DATABASE kept");
        var secret = RuntimeFile.Read(home.Files.Postgres)!.Secret;

        await home.Postgres().StopUnless(() => true, None);
        Assert.NotNull(RuntimeFile.ReadAlive(home.Files.Postgres));
        await home.Postgres().StopUnless(() => false, None);
        Assert.Null(RuntimeFile.Read(home.Files.Postgres));
        await home.Postgres().StopUnless(() => false, None);

        var second = await home.Postgres().Login("kept", None);
        Assert.Equal("kept", await Scalar<string>(second, "SELECT current_database()::text"));
        Assert.NotEqual(secret, RuntimeFile.Read(home.Files.Postgres)!.Secret);
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_killed_server_is_started_again_with_what_it_had()
    {
        var first = await home.Postgres().Login("postgres", None);
        await Execute(first, "CREATE TABLE t AS SELECT 1 AS a");
        var keeper = RuntimeFile.Read(home.Files.Postgres)!.Process;
        Signals.Send(ProcessIdentity.Read(home.Files.PostgresProcess)!.Value, Signals.Kill);
        Assert.True(await Signals.IsGone(keeper, Grace, TimeProvider.System, None));

        Assert.Equal(1, await Scalar<int>(await home.Postgres().Login("postgres", None), "SELECT a FROM t"));
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_server_whose_keeper_was_killed_is_ended_by_the_next()
    {
        await home.Postgres().Login("postgres", None);
        var orphan = ProcessIdentity.Read(home.Files.PostgresProcess)!.Value;
        var keeper = RuntimeFile.Read(home.Files.Postgres)!.Process;
        Assert.True(await Signals.End(keeper, TimeProvider.System, None, (Signals.Kill, Grace)));
        Assert.True(orphan.Lives);

        var login = await home.Postgres().Login("postgres", None);
        Assert.False(orphan.Lives);
        Assert.Equal(1, await Scalar<int>(login, "SELECT 1"));
    }

    [RequiresFact(Needs.Postgres)]
    public async Task An_orphan_is_ended_by_a_stop_too()
    {
        await home.Postgres().Login("postgres", None);
        var orphan = ProcessIdentity.Read(home.Files.PostgresProcess)!.Value;
        Assert.True(await Signals.End(RuntimeFile.Read(home.Files.Postgres)!.Process, TimeProvider.System, None, (Signals.Kill, Grace)));
        await home.Postgres().StopUnless(() => false, None);
        Assert.False(orphan.Lives);
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_server_that_cannot_start_says_why()
    {
        await home.Postgres().Login("postgres", None);
        await home.Postgres().StopUnless(() => false, None);
        var data = Directory.EnumerateDirectories(home.Files.PostgresFolder, "data-*").Single();
        File.Delete(Path.Combine(data, "PG_VERSION"));
        var failure = await Assert.ThrowsAsync<PortFailureException>(() => home.Postgres().Login("postgres", None));
        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.StartsWith("PostgreSQL did not start: its process is gone", failure.Message, StringComparison.Ordinal);
        Assert.Contains("PG_VERSION", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=db;Pass word=s3cret;Nonsense")]
    [InlineData("Username=u;Password=s3cret")]
    [InlineData("")]
    public void A_given_connection_string_that_is_none_is_refused_without_showing_it(string given)
    {
        var failure = Assert.Throws<PortFailureException>(() => new GivenPostgres(given));
        Assert.Equal(FailureKind.Permanent, failure.Kind);
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }

    private static async Task<T> Scalar<T>(PostgresLogin login, string sql)
    {
        await using var connection = new NpgsqlConnection(login.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private static async Task Execute(PostgresLogin login, string sql)
    {
        await using var connection = new NpgsqlConnection(login.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
