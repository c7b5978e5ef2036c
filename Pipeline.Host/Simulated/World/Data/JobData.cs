using System.Collections.Immutable;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Sessions;
using Pipeline.Actors.Warehouses;

namespace Pipeline.Host.Simulated.World.Data;

/// <summary>What a job would answer, as far as that follows from the pipeline's own files: a simulation computes nothing.</summary>
/// <param name="Columns">Those of the staging table that it feeds.</param>
/// <param name="Read">Rows of its source.</param>
/// <param name="Rejected">Of these, unreadable.</param>
/// <param name="Filtered">Of these, left out.</param>
/// <param name="Written">Rows of its output: what is kept, or the groups of that.</param>
/// <param name="Aggregates">Whether its report counts groups.</param>
internal sealed record JobData(ImmutableArray<OutputColumn> Columns, long Read, long Rejected, long Filtered, long Written, bool Aggregates)
{
    private static readonly ImmutableArray<string> ReportColumns = ["read", "rejected", "filtered", "kept", "written"];
    private static readonly ImmutableArray<string> Plain = ["boolean", "smallint", "int", "bigint", "double", "date", "string"];

    public long Kept => Read - Rejected - Filtered;

    /// <summary>Numbers and columns follow from the definition, the job and the source alone, so that no crash and no seed changes them.</summary>
    public static JobData Of(RecordedPipeline pipeline, string job, string source)
    {
        var definition = pipeline.Definition.Jobs.First(j => j.Name == job);
        var text = pipeline.SparkScripts[definition.Script];
        var aggregates = Words(text).Contains("groups");
        string[] subject = [pipeline.Definition.Name, job, source];
        var read = Checksum.Number(500, 50_000, [.. subject, "read"]);
        var (rejected, filtered) = (read * Checksum.Number(0, 5, [.. subject, "rejected"]) / 100, read * Checksum.Number(0, 20, [.. subject, "filtered"]) / 100);
        var kept = read - rejected - filtered;
        return new JobData(ColumnsOf(pipeline, job), read, rejected, filtered, aggregates ? Math.Max(1, kept / 37) : kept, aggregates);
    }

    /// <summary>The answer to a DESCRIBE of the output.</summary>
    public RowSet Description() => new(
        [new Column("col_name", "string"), new Column("data_type", "string"), new Column("comment", "string")],
        [.. Columns.Select(column => ImmutableArray.Create<string?>(column.Name, column.Type, null))]);

    /// <summary>The job's report; <paramref name="found"/> is what its output holds, counted by itself.</summary>
    public RowSet Report(long found)
    {
        ImmutableArray<string> names = Aggregates ? [.. ReportColumns, "groups"] : ReportColumns;
        long[] numbers = [Read, Rejected, Filtered, Kept, found, Written];
        return new RowSet(
            [.. names.Select(name => new Column(name, "long"))],
            [[.. names.Select((_, i) => (string?)numbers[i].ToString(System.Globalization.CultureInfo.InvariantCulture))]]);
    }

    /// <summary>A query that names all the columns of a report is one.</summary>
    public static bool IsReport(string statement)
    {
        var words = Words(statement);
        return ReportColumns.All(words.Contains);
    }

    private static HashSet<string> Words(string sql) =>
        [.. SparkTokens.Read(sql).Where(token => token.Kind == SqlTokenKind.Word).Select(token => token.Text.ToLowerInvariant())];

    private static ImmutableArray<OutputColumn> ColumnsOf(RecordedPipeline pipeline, string job)
    {
        var tables = WarehouseTables.Read(pipeline.SqlScripts[pipeline.Definition.Warehouse.Schema]);
        return pipeline.Definition.Staging.FirstOrDefault(staging => staging.Job == job) is { } fed && tables.TryGetValue(fed.Table, out var columns)
            ? [.. columns.Select(column => new OutputColumn(column.Name, SparkType(column)))]
            : [new OutputColumn("id", "bigint")];
    }

    /// <summary>The Spark type that the column holds; a type that cannot be staged stays what it is, and is refused as in earnest.</summary>
    private static string SparkType(TableColumn column)
    {
        var type = column.Type.ToLowerInvariant();
        var exact = type.Replace("numeric", "decimal", StringComparison.Ordinal);
        var withScale = exact.EndsWith(')') && !exact.Contains(',') ? $"{exact[..^1]},0)" : exact;
        return Plain.FirstOrDefault(spark => StagingType.For(spark)!.Accepts(type)) ?? (exact.StartsWith("decimal", StringComparison.Ordinal) ? withScale : type);
    }
}
