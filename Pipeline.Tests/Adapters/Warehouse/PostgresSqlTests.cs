using System.Collections.Immutable;
using Npgsql;
using Pipeline.Actors;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Warehouses;
using Pipeline.Host.Adapters.Warehouse;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Adapters.Warehouse;

[Collection(PostgresCollection.Name)]
public sealed class PostgresSqlTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly WarehouseEndpoint Warehouse = new("arrivals-r1", "127.0.0.1", 5432, "arrivals_r1");
    private static readonly SqlScript Schema = new("schema.sql", """
        CREATE TABLE IF NOT EXISTS public.staging (id BIGINT NOT NULL, name VARCHAR(60), share DECIMAL(10,2)) DISTSTYLE KEY DISTKEY (id) SORTKEY (id);
        CREATE TABLE IF NOT EXISTS public.star (id BIGINT PRIMARY KEY, name VARCHAR(4)) DISTSTYLE ALL;
        """);

    private static readonly StarLoad Star = new("public", "star", new SqlScript("star.sql", """
        DELETE FROM public.star;
        INSERT INTO public.star (id, name) SELECT id, 'n' FROM public.staging;
        """), new SqlScript("star star: expect", "SELECT count(*) FROM public.staging"));

    private string database = "";
    private PostgresSql sql = null!;

    public async Task InitializeAsync()
    {
        if (PostgresServer.Missing is null)
        {
            database = await server.NewDatabase();
            sql = new PostgresSql((_, _) => Task.FromResult(database), Checkout.PathOf("Pipeline.Tests", "Adapters", "Warehouse", "Fixtures", "scripted-copy.mjs"));
            await sql.ApplySchema(Warehouse, Schema, None);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [RequiresFact(Needs.Postgres)]
    public async Task The_schema_is_applied_without_Redshift_s_attributes_as_often_as_one_likes()
    {
        await sql.ApplySchema(Warehouse, Schema, None);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => sql.ApplySchema(Warehouse, Schema, None)));
        Assert.Equal(0, await Count("SELECT count(*) FROM public.star"));
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_staging_table_s_rows_are_replaced_by_the_manifest_s()
    {
        Assert.Equal(3, await Stage("rows"));
        Assert.Equal(3, await Stage("rows"));
        Assert.Equal(1, await Count("SELECT count(*) FROM public.staging WHERE id = 3 AND share = 1.5"));
        Assert.Equal(2, await Count("SELECT count(*) FROM public.staging WHERE share IS NULL"));
        Assert.Equal(200_000, await Stage("many"));
        Assert.Equal(1, await Stage("columns"));
        Assert.Equal(1, await Count("SELECT count(*) FROM public.staging WHERE name = 'id:BIGINT,name:VARCHAR(60),share:DECIMAL(10,2)'"));
    }

    [RequiresTheory(Needs.Postgres)]
    [InlineData("long", FailureKind.Permanent, "Staging staging, row 2: a text is longer than the column staging.name takes; lengths count bytes, as on Redshift. (SQLSTATE 23514)")]
    [InlineData("not-a-number", FailureKind.Permanent, "Staging staging, column id, row 2: invalid input syntax for type bigint: \"two\". (SQLSTATE 22P02)")]
    [InlineData("refused", FailureKind.Permanent, "Staging staging, column name, row 7: the text holds U+0000")]
    [InlineData("crashed", FailureKind.Transient, "Staging staging: the engine that reads the Parquet files ended with 139: Segmentation fault")]
    public async Task A_staging_that_fails_says_where_and_leaves_the_table_as_it_was(string manifest, FailureKind kind, string message)
    {
        await Stage("rows");
        var failure = await Assert.ThrowsAsync<PortFailureException>(() => Stage(manifest));
        Assert.Equal((kind, message), (failure.Kind, failure.Message));
        Assert.Equal(3, await Count("SELECT count(*) FROM public.staging"));
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_staging_that_is_cancelled_ends_its_engine_and_changes_nothing()
    {
        await Stage("rows");
        using var cancellation = new CancellationTokenSource();
        var staging = sql.Stage(Warehouse, Load("endless"), cancellation.Token);
        await Locked("staging");
        cancellation.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => staging);
        Assert.Equal(3, await Count("SELECT count(*) FROM public.staging"));
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_statement_that_is_cancelled_ends_on_the_server_too()
    {
        using var cancellation = new CancellationTokenSource();
        var loading = sql.Load(Warehouse, Star with { Script = new SqlScript("star.sql", "SELECT pg_sleep(3600)") }, cancellation.Token);
        await Until(1);
        cancellation.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loading);
        await Until(0);

        async Task Until(long sleepers)
        {
            while (await Count("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query = 'SELECT pg_sleep(3600)'") != sleepers)
            {
                await Task.Yield();
            }
        }
    }

    [RequiresFact(Needs.Postgres)]
    public async Task An_output_of_another_order_is_refused_before_anything_is_loaded()
    {
        var load = Load("rows");
        var failure = await Assert.ThrowsAsync<PortFailureException>(() => sql.Stage(
            Warehouse, load with { Manifest = load.Manifest with { Columns = [load.Manifest.Columns[1], load.Manifest.Columns[0], load.Manifest.Columns[2]] } }, None));
        Assert.Equal(FailureKind.Permanent, failure.Kind);
        Assert.Contains("column 1 is 'id', but the job's output has 'name' there", failure.Message, StringComparison.Ordinal);
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_star_table_is_loaded_and_counted_against_what_it_has_to_hold()
    {
        await Stage("rows");
        Assert.Equal(new LoadedRows(3, 3), await sql.Load(Warehouse, Star, None));
        Assert.Equal(new LoadedRows(3, 3), await sql.Load(Warehouse, Star, None));
        Assert.Equal(new LoadedRows(3, null), await sql.Load(Warehouse, Star with { Expect = null }, None));
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_load_that_fails_in_its_middle_leaves_the_table_as_it_was()
    {
        await Stage("rows");
        await sql.Load(Warehouse, Star, None);
        var failure = await Assert.ThrowsAsync<PortFailureException>(() => sql.Load(
            Warehouse, Star with { Script = new SqlScript("star.sql", "DELETE FROM public.star;\nINSERT INTO public.star (id, nam) SELECT 1, 'x'") }, None));
        Assert.Equal(FailureKind.Permanent, failure.Kind);
        Assert.StartsWith("star.sql, line 2, column 30: column \"nam\" of relation \"star\" does not exist.", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("\nINSERT INTO public.star (id, nam) SELECT 1, 'x'\n                             ^", failure.Message, StringComparison.Ordinal);
        Assert.Equal(3, await Count("SELECT count(*) FROM public.star"));
    }

    [RequiresFact(Needs.Postgres)]
    public async Task Lengths_count_bytes_in_the_star_too()
    {
        await Stage("rows");
        var failure = await Assert.ThrowsAsync<PortFailureException>(() => sql.Load(
            Warehouse, Star with { Script = new SqlScript("star.sql", "INSERT INTO public.star (id, name) SELECT 9, 'žžž'") }, None));
        Assert.StartsWith("star.sql, line 1: a text is longer than the column star.name takes; lengths count bytes, as on Redshift.", failure.Message, StringComparison.Ordinal);
    }

    [RequiresTheory(Needs.Postgres)]
    [InlineData("SELECT 1 WHERE false", "check keys has to answer one row with one whole number, such as SELECT count(*) does.")]
    [InlineData("SELECT 1 UNION ALL SELECT 2", "check keys has to answer one row with one whole number, such as SELECT count(*) does.")]
    [InlineData("SELECT 1, 2", "check keys has to answer one row with one whole number, such as SELECT count(*) does.")]
    [InlineData("SELECT NULL::bigint", "check keys has to answer one row with one whole number, such as SELECT count(*) does.")]
    [InlineData("SELECT 1.5", "check keys has to answer one row with one whole number, such as SELECT count(*) does.")]
    [InlineData("SELECT 'x'", "check keys has to answer one row with one whole number, such as SELECT count(*) does.")]
    [InlineData("DELETE FROM public.star RETURNING 1", "check keys, line 1: cannot execute DELETE in a read-only transaction. (SQLSTATE 25006)\nDELETE FROM public.star RETURNING 1")]
    [InlineData("SELECT count(*) FROM nothing", "check keys, line 1, column 22: relation \"nothing\" does not exist. (SQLSTATE 42P01)\nSELECT count(*) FROM nothing\n                     ^")]
    public async Task A_check_that_counts_nothing_is_named(string query, string message)
    {
        var failure = await Assert.ThrowsAsync<PortFailureException>(() => Count(query, "check keys"));
        Assert.Equal((FailureKind.Permanent, message), (failure.Kind, failure.Message));
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_count_may_be_of_any_whole_type()
    {
        Assert.Equal(7, await Count("SELECT 7::int"));
        Assert.Equal(7, await Count("SELECT 7::numeric"));
        Assert.Equal(7, await Count("SELECT sum(7::bigint);"));
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_server_that_is_away_is_a_passing_failure_without_the_password()
    {
        var away = new PostgresSql((_, _) => Task.FromResult("Host=127.0.0.1;Port=1;Username=u;Password=s3cret;Pooling=false"), "");
        var failure = await Assert.ThrowsAsync<PortFailureException>(() => away.Count(Warehouse, new SqlScript("check keys", "SELECT 1"), None));
        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }

    private Task<long> Stage(string manifest) => sql.Stage(Warehouse, Load(manifest), None);

    private static StagingLoad Load(string manifest) => new(
        "public",
        "staging",
        [new("id", "BIGINT"), new("name", "VARCHAR(60)"), new("share", "DECIMAL(10,2)")],
        new OutputManifest(manifest, [], 3, [new("id", "bigint"), new("name", "string"), new("share", "decimal(10,2)")]));

    private Task<long> Count(string query, string name = "count") => sql.Count(Warehouse, new SqlScript(name, query), None);

    /// <summary>Returns when somebody holds the table: the server itself makes this wait end.</summary>
    private async Task Locked(string table)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        while (true)
        {
            await using var command = new NpgsqlCommand($"SELECT count(*) FROM pg_locks WHERE relation = '{table}'::regclass AND mode = 'AccessExclusiveLock' AND granted", connection);
            if ((long)(await command.ExecuteScalarAsync())! > 0)
            {
                return;
            }
        }
    }
}
