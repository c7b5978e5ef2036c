using System.Collections.Immutable;
using Npgsql;
using Pipeline.Actors;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Warehouses;
using Pipeline.Host.Adapters.Lake;
using Pipeline.Host.Adapters.Warehouse;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Adapters.Warehouse;

/// <summary>The whole way of a job's output, with the real engine: written as Parquet, committed to the lake, staged in PostgreSQL.</summary>
[Collection(PostgresCollection.Name)]
public sealed class ParquetToPostgresTests(PostgresServer server) : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly WarehouseEndpoint Warehouse = new("arrivals-r1", "127.0.0.1", 5432, "arrivals_r1");
    private static readonly ImmutableArray<TableColumn> Columns =
    [
        new("id", "BIGINT"), new("small", "SMALLINT"), new("name", "VARCHAR(20)"), new("share", "DECIMAL(10,2)"),
        new("ratio", "DOUBLE PRECISION"), new("day", "DATE"), new("flag", "BOOLEAN"),
    ];

    private readonly TempFolder lake = new();

    public void Dispose() => lake.Dispose();

    [RequiresFact(Needs.Postgres | Needs.Engine)]
    public async Task Every_type_arrives_as_it_was_written()
    {
        var database = await server.NewDatabase();
        var sql = Sql(database);
        await sql.ApplySchema(Warehouse, Schema, None);
        var manifest = await Written("""
            SELECT * FROM VALUES
              (1L, CAST(1 AS SMALLINT), 'plain', CAST(1.50 AS DECIMAL(10,2)), CAST(1.0E-7 AS DOUBLE), DATE'2016-04-01', true),
              (9223372036854775807L, CAST(-32768 AS SMALLINT), 'tab\tline\nback\\slash', CAST(-99999999.99 AS DECIMAL(10,2)), CAST(1.0E10 AS DOUBLE), DATE'1960-01-01', false),
              (3L, CAST(0 AS SMALLINT), '\\N', CAST(0 AS DECIMAL(10,2)), CAST(0.1 AS DOUBLE), DATE'9999-12-31', true),
              (4L, NULL, 'žluťoučký kůň', NULL, NULL, NULL, NULL) AS t(id, small, name, share, ratio, day, flag)
            """);

        Assert.Equal(4, await sql.Stage(Warehouse, Load(manifest), None));
        Assert.Equal(
            [
                "1|1|plain|1.50|1e-07|2016-04-01|true",
                "9223372036854775807|-32768|tab\tline\nback\\slash|-99999999.99|10000000000|1960-01-01|false",
                "3|0|\\N|0.00|0.1|9999-12-31|true",
                "4||žluťoučký kůň||||",
            ],
            await Rows(database));
    }

    [RequiresTheory(Needs.Postgres | Needs.Engine)]
    [InlineData("concat('a', chr(0))", "name", 2)]
    [InlineData("repeat('ž', 11)", "name", 2)]
    public async Task A_text_that_the_warehouse_cannot_hold_fails_with_table_column_and_row(string text, string column, int row)
    {
        var database = await server.NewDatabase();
        var sql = Sql(database);
        await sql.ApplySchema(Warehouse, Schema, None);
        var manifest = await Written($"""
            SELECT id, CAST(1 AS SMALLINT) AS small, name, CAST(1 AS DECIMAL(10,2)) AS share, CAST(1 AS DOUBLE) AS ratio, DATE'2016-04-01' AS day, true AS flag
            FROM (SELECT 1L AS id, 'good' AS name UNION ALL SELECT 2L AS id, {text} AS name) AS t
            """);
        var failure = await Assert.ThrowsAsync<PortFailureException>(() => sql.Stage(Warehouse, Load(manifest), None));
        Assert.Equal(FailureKind.Permanent, failure.Kind);
        Assert.StartsWith("Staging staging", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"column {column}", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"row {row}", failure.Message, StringComparison.Ordinal);
        Assert.Empty(await Rows(database));
    }

    [RequiresFact(Needs.Postgres | Needs.Engine)]
    public async Task A_file_that_went_missing_since_is_named()
    {
        var database = await server.NewDatabase();
        var sql = Sql(database);
        await sql.ApplySchema(Warehouse, Schema, None);
        var location = lake["job.manifest"];
        await File.WriteAllTextAsync(location, """{"entries":[{"url":"GONE","mandatory":true,"meta":{"content_length":12}}],"rows":1,"schema":[]}""".Replace("GONE", lake["gone.parquet"]));
        var failure = await Assert.ThrowsAsync<PortFailureException>(() => sql.Stage(Warehouse, Load(new OutputManifest(location, [], 1, Described)), None));
        Assert.Contains("gone.parquet", failure.Message, StringComparison.Ordinal);
    }

    private static SqlScript Schema => new("schema.sql", $"CREATE TABLE IF NOT EXISTS public.staging ({string.Join(", ", Columns.Select(column => $"{column.Name} {column.Type}"))});");

    private static ImmutableArray<OutputColumn> Described =>
        [new("id", "bigint"), new("small", "smallint"), new("name", "string"), new("share", "decimal(10,2)"), new("ratio", "double"), new("day", "date"), new("flag", "boolean")];

    private static PostgresSql Sql(string database) =>
        new((_, _) => Task.FromResult(database), Checkout.PathOf("Pipeline.Host", "Local", "engine", "main-copy.mjs"));

    private static StagingLoad Load(OutputManifest manifest) => new("public", "staging", Columns, manifest);

    private async Task<OutputManifest> Written(string query)
    {
        await using (var engine = await SparkEngine.Start())
        {
            await engine.Execute($"INSERT OVERWRITE DIRECTORY '{lake["job", "1"]}' USING parquet {query}");
        }

        return await new FolderLake(lake.Path, (_, _, _) => { }, TimeProvider.System).Commit(new OutputToCommit(lake["job.manifest"], lake["job", "1"], 4, Described), None);
    }

    private static async Task<List<string>> Rows(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT concat_ws('|', id, coalesce(small::text, ''), name, coalesce(share::text, ''), coalesce(ratio::text, ''), coalesce(day::text, ''), coalesce(flag::text, '')) FROM public.staging", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
