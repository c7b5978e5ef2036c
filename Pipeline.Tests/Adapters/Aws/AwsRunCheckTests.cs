using System.Collections.Immutable;
using System.Net;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Runs;
using Pipeline.Host.Adapters.Aws;
using Pipeline.Host.Adapters.Aws.S3;
using Pipeline.Host.Definitions;
using Pipeline.Tests.Compat.Aws;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Adapters.Aws;

/// <summary>What is told of a run before anything is made for it.</summary>
public sealed class AwsRunCheckTests
{
    private const string Here = "<LocationConstraint>eu-west-1</LocationConstraint>";
    private const string Elsewhere = "<LocationConstraint>us-west-2</LocationConstraint>";
    private const string NoBucket = "<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message></Error>";

    [Fact]
    public async Task A_run_whose_buckets_are_here_is_taken() => Assert.Empty(await Check(Request(), new AwsWire().Answer(Here)));

    [Fact]
    public async Task Every_problem_is_told_at_once()
    {
        var problems = await Check(With(Request(source: "s3://raw/x"), cluster => cluster with { CoreType = "m6g.large", CoreCount = 1 }), new AwsWire().Answer(Elsewhere));

        Assert.Collection(
            problems,
            sink => Assert.StartsWith("The sink's bucket lake is in us-west-2, but", sink, StringComparison.Ordinal),
            source => Assert.StartsWith("The source's bucket raw is in us-west-2, but", source, StringComparison.Ordinal),
            size => Assert.Contains("4 Spark sessions cannot start at once on 1 x m6g.large", size, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_source_on_this_machine_is_no_place_for_a_cluster() => Assert.Contains(
        "The source '/srv/data' is no place in S3", Assert.Single(await Check(Request(source: "/srv/data"), new AwsWire().Answer(Here))), StringComparison.Ordinal);

    [Fact]
    public async Task A_bucket_that_is_not_there_is_told() => Assert.Contains(
        "S3 did not tell the region of bucket lake", Assert.Single(await Check(Request(), new AwsWire().Answer(NoBucket, HttpStatusCode.NotFound))), StringComparison.Ordinal);

    [Fact]
    public async Task What_may_pass_is_left_to_the_run() => Assert.Empty(await Check(Request(), new AwsWire().Break(new HttpRequestException("no route"))));

    [Fact]
    public async Task No_snapshot_is_made_of_a_warehouse_that_is_not_the_runs()
    {
        var existing = AwsExamples.Settings with { Warehouse = AwsExamples.Settings.Warehouse with { Existing = new ExistingWarehouse("dw", "etl", "dev", "arn:aws:iam::123456789012:role/dw") } };
        var request = Request();
        var definition = request.Pipeline.Definition;
        request = request with { Pipeline = request.Pipeline with { Definition = definition with { Warehouse = definition.Warehouse with { OnFinish = OnFinish.Snapshot } } } };

        Assert.Contains("warehouse.on-finish is snapshot", Assert.Single(await Check(request, new AwsWire().Answer(Here), existing)), StringComparison.Ordinal);
    }

    private static async Task<ImmutableArray<string>> Check(RunRequest request, AwsWire wire, AwsSettings? settings = null)
    {
        using var clients = AwsExamples.On(wire);
        return await new AwsRunCheck(settings ?? AwsExamples.Settings, new BucketRegions(clients.S3, AwsExamples.Region)).Problems(request, default);
    }

    private static RunRequest Request(string source = "sample://arrivals?rows=5&seed=1") => new PipelineCatalog(Checkout.Root, "s3://lake/arrivals", TargetEnvironment.Aws)
        .Prepare("arrivals", ImmutableSortedDictionary<string, string>.Empty.Add("source", source));

    private static RunRequest With(RunRequest request, Func<ClusterDefinition, ClusterDefinition> change) => request with
    {
        Pipeline = request.Pipeline with { Definition = request.Pipeline.Definition with { Cluster = change(request.Pipeline.Definition.Cluster) } },
    };
}
