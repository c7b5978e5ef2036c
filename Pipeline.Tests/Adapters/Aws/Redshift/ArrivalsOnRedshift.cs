using System.Collections.Immutable;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Runs;
using Pipeline.Actors.Warehouses;
using Pipeline.Host.Definitions;
using Pipeline.Tests.Support;

namespace Pipeline.Tests.Adapters.Aws.Redshift;

/// <summary>What a run of the arrivals pipeline asks of its warehouse, in the order of the definition.</summary>
internal static class ArrivalsOnRedshift
{
    private static readonly RunRequest Request = new PipelineCatalog(Checkout.Root, "s3://lake/arrivals", TargetEnvironment.Aws)
        .Prepare("arrivals", ImmutableSortedDictionary<string, string>.Empty.Add("source", "s3://raw-data/arrivals/2026"));

    private static readonly ImmutableSortedDictionary<string, string> Variables = ImmutableSortedDictionary<string, string>.Empty.Add("schema", RunNames.Schema);

    public static readonly WarehouseEndpoint Endpoint = new(
        AwsExamples.Name, "arrivals.example.eu-west-1.redshift.amazonaws.com", 5439, "arrivals_r0123456789ab", $"arn:aws:iam::123456789012:role/{AwsExamples.Name}-redshift");

    public static SqlScript Schema => Script(Definition.Warehouse.Schema);

    public static IEnumerable<StagingLoad> Staging => Definition.Staging.Select(staging =>
    {
        var columns = WarehouseTables.Read(Schema.Text)[staging.Table];
        var manifest = $"s3://lake/arrivals/{AwsExamples.Run}/{staging.Job}.manifest";
        return new StagingLoad(RunNames.Schema, staging.Table, columns, new OutputManifest(manifest, [], 7, [.. columns.Select(Described)]));
    });

    public static IEnumerable<StarLoad> Star => Definition.Star.Select(table => new StarLoad(
        RunNames.Schema, table.Table, Script(table.Script), table.Expect is null ? null : new SqlScript($"the expect query of {table.Table}", Fill(table.Expect))));

    public static IEnumerable<SqlScript> Checks => Definition.Checks.Select(check => new SqlScript($"check {check.Name}", Fill(check.Query)));

    private static PipelineDefinition Definition => Request.Pipeline.Definition;

    private static SqlScript Script(string file) => new($"sql/arrivals/{file}", Fill(Request.Pipeline.SqlScripts[file]));

    private static string Fill(string text) => ScriptVariables.Fill(text, Variables);

    /// <summary>The column as a job describes it whose output fits.</summary>
    private static OutputColumn Described(TableColumn column)
    {
        var type = column.Type.ToLowerInvariant();
        return new OutputColumn(column.Name, type.StartsWith("varchar", StringComparison.Ordinal) ? "string" : type switch
        {
            "integer" => "int",
            "double precision" => "double",
            _ => type,
        });
    }
}
