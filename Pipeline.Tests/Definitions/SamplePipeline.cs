using System.Collections.Immutable;
using Pipeline.Actors.Definitions;
using Pipeline.Host.Definitions;
using Xunit;

namespace Pipeline.Tests.Definitions;

/// <summary>A small valid pipeline, to be spoilt in one place per test.</summary>
internal sealed record SamplePipeline
{
    public const string File = "pipelines/orders.yaml";

    public string Name { get; init; } = "orders";

    public TargetEnvironment Environment { get; init; } = TargetEnvironment.Local(hasSpark: false);

    public string Yaml { get; init; } = """
        name: orders
        description: Orders by day.
        parameters:
          source: { default: "sample://orders?rows=10&seed=1", description: where they come from }
          year: { description: the year to keep }
        source: ${source}
        cluster: { release: emr-7.9.0, core: { type: m6g.xlarge, count: 2 }, idle-timeout: 1h, settle: 90s }
        jobs:
          clean: { script: clean.sql, retries: 1, deadline: 1h30m, conf: { spark.sql.shuffle.partitions: 8 } }
        warehouse: { schema: schema.sql, start: after-jobs, on-finish: keep }
        staging:
          staging_orders: clean
        star:
          dim_day: { script: dim-day.sql, needs: [staging_orders] }
          fact_order: { script: fact-order.sql, needs: [dim_day], expect: "SELECT count(*) FROM ${schema}.staging_orders" }
        checks:
          not-empty: { table: fact_order, query: "SELECT count(*) FROM ${schema}.fact_order", severity: warn }
          days-found: { table: fact_order, needs: [dim_day], script: days-found.sql }
        deadlines: { run: 2h }

        """;

    public ImmutableSortedDictionary<string, string> Spark { get; init; } = Texts(("clean.sql", """
        CREATE TEMPORARY VIEW raw (id STRING, day STRING) USING csv OPTIONS (path '${source}/orders-${year}.csv');
        INSERT OVERWRITE DIRECTORY '${sink}' USING parquet SELECT CAST(id AS BIGINT) AS id, CAST(day AS DATE) AS day FROM raw;
        CREATE TEMPORARY VIEW written USING parquet OPTIONS (path '${sink}');
        DESCRIBE written;
        SELECT 1 AS read, 0 AS rejected, 0 AS filtered, 1 AS kept, (SELECT count(*) FROM written) AS written;

        """));

    public ImmutableSortedDictionary<string, string> Sql { get; init; } = Texts(
        ("schema.sql", """
            CREATE TABLE IF NOT EXISTS ${schema}.staging_orders (id BIGINT, day DATE) DISTSTYLE EVEN;
            CREATE TABLE IF NOT EXISTS ${schema}.dim_day (day DATE NOT NULL PRIMARY KEY);
            CREATE TABLE IF NOT EXISTS ${schema}.fact_order (id BIGINT, day DATE) SORTKEY (day);

            """),
        ("dim-day.sql", "DELETE FROM ${schema}.dim_day;\nINSERT INTO ${schema}.dim_day SELECT DISTINCT day FROM ${schema}.staging_orders;\n"),
        ("fact-order.sql", "DELETE FROM ${schema}.fact_order;\nINSERT INTO ${schema}.fact_order SELECT id, day FROM ${schema}.staging_orders;\n"),
        ("days-found.sql", "SELECT count(*) FROM ${schema}.fact_order AS f LEFT JOIN ${schema}.dim_day AS d ON d.day = f.day WHERE d.day IS NULL;\n"));

    public static ImmutableSortedDictionary<string, string> Texts(params (string Name, string Text)[] files) =>
        files.ToImmutableSortedDictionary(file => file.Name, file => file.Text, StringComparer.Ordinal);

    public PipelineFiles Files => new(Name, Spark, Sql, Texts(("country.csv", "code,name\n1,Here\n")), []);

    /// <summary>The definition with one piece of its text changed; the piece must be there, else the test would test nothing.</summary>
    public SamplePipeline With(string piece, string by)
    {
        Assert.Contains(piece, Yaml);
        return this with { Yaml = Yaml.Replace(piece, by) };
    }

    public SamplePipeline WithSpark(string piece, string by) => this with { Spark = Changed(Spark, "clean.sql", piece, by) };

    public SamplePipeline WithSql(string file, string piece, string by) => this with { Sql = Changed(Sql, file, piece, by) };

    public PipelineReading Read()
    {
        var (root, problem) = YamlTree.Read($"pipelines/{Name}.yaml", Yaml);
        Assert.Null(problem);
        return PipelineReader.Read(root!, Files, Environment);
    }

    /// <summary>What is wrong with it, as a user reads it.</summary>
    public string[] Problems() => [.. Read().Problems.Select(problem => problem.ToString())];

    /// <summary>The only thing that is wrong with it.</summary>
    public string Problem() => Assert.Single(Problems());

    private static ImmutableSortedDictionary<string, string> Changed(ImmutableSortedDictionary<string, string> files, string file, string piece, string by)
    {
        Assert.Contains(piece, files[file]);
        return files.SetItem(file, files[file].Replace(piece, by));
    }
}
