using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Actors;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Lakes;
using Pipeline.Host.Adapters.Aws;
using Pipeline.Host.Adapters.Aws.Emr;
using Pipeline.Host.Adapters.Aws.Iam;
using Pipeline.Host.Adapters.Aws.Ledger;
using Pipeline.Host.Adapters.Aws.Redshift;
using Pipeline.Host.Adapters.Aws.S3;
using Pipeline.Tests.Compat.Aws;
using static Pipeline.Tests.Adapters.Aws.AwsExamples;

namespace Pipeline.Tests.Adapters.Aws.Requests;

/// <summary>Something that the adapters do, and the one request of it that is looked at.</summary>
/// <param name="Name">The golden file's name.</param>
/// <param name="Operation">The request's operation.</param>
/// <param name="Act">What is done.</param>
/// <param name="Answers">What AWS answers, in order.</param>
internal sealed record RequestCase(string Name, string Operation, Func<AwsClients, Task> Act, params string[] Answers)
{
    /// <summary>The request, from a wire of its own.</summary>
    public async Task<WireRequest> Send()
    {
        var wire = new AwsWire();
        foreach (var answer in Answers)
        {
            wire.Answer(answer);
        }

        using var clients = On(wire);
        try
        {
            await Act(clients);
        }
        catch (PortFailureException)
        {
            // The canned answers end before the adapter's work does.
        }

        return wire.Sent.Last(request => RequestText.Operation(request) == Operation);
    }
}

/// <summary>One case for each operation that the adapters call.</summary>
internal static class RequestCases
{
    private const string OwnTags = """[{"Key":"pipeline-run","Value":"r0123456789ab"},{"Key":"pipeline-journal","Value":"j-4f1c"}]""";
    private const string OwnCluster = """{"Cluster":{"Id":"j-1","Name":"arrivals-r0123456789ab","Status":{"State":"WAITING"},"MasterPublicDnsName":"ip-10-0-0-1","Tags":""" + OwnTags + "}}";
    private const string Empty = "<Response/>";

    private const string OwnWarehouse = """
        <R><DescribeClustersResult><Clusters><Cluster><ClusterIdentifier>arrivals-r0123456789ab</ClusterIdentifier><ClusterStatus>available</ClusterStatus>
        <Tags><Tag><Key>pipeline-run</Key><Value>r0123456789ab</Value></Tag><Tag><Key>pipeline-journal</Key><Value>j-4f1c</Value></Tag></Tags></Cluster></Clusters></DescribeClustersResult></R>
        """;

    private const string Login = "<R><GetClusterCredentialsResult><DbUser>IAM:pipeline</DbUser><DbPassword>p</DbPassword><Expiration>2026-11-22T11:00:00Z</Expiration></GetClusterCredentialsResult></R>";
    private const string ThisAccount = "<R><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/someone</Arn><Account>123456789012</Account></GetCallerIdentityResult></R>";

    public static readonly IReadOnlyList<RequestCase> All = [.. Emr(), .. Redshift(), .. IamCases.All, .. S3(), new("sts-get-caller-identity", "GetCallerIdentity", Caller, ThisAccount)];

    private static IEnumerable<RequestCase> Emr()
    {
        yield return new("emr-run-job-flow", "RunJobFlow", clients => Clusters(clients).Create(ForCluster, default), """{"JobFlowId":"j-1"}""");
        yield return new("emr-list-clusters", "ListClusters", clients => Clusters(clients).Find(ForCluster, default), """{"Clusters":[],"Marker":"page-2"}""", "{}");
        yield return new("emr-describe-cluster", "DescribeCluster", clients => Clusters(clients).Describe(ForCluster, "j-1", default), OwnCluster);
        yield return new("emr-terminate-job-flows", "TerminateJobFlows", clients => Clusters(clients).Terminate(ForCluster, "j-1", default), OwnCluster);
    }

    private static IEnumerable<RequestCase> Redshift()
    {
        yield return new("redshift-create-cluster-single", "CreateCluster", clients => Warehouses(clients).Create(ForWarehouse(), default), Empty);
        yield return new("redshift-create-cluster-multi", "CreateCluster", clients => Warehouses(clients).Create(ForWarehouse(nodes: 3), default), Empty);
        yield return new("redshift-describe-clusters", "DescribeClusters", clients => Warehouses(clients).Find(ForWarehouse(), default), OwnWarehouse);
        yield return new("redshift-describe-tagged-clusters", "DescribeClusters",
            clients => new RedshiftInventory(clients.Redshift, null, new CallBudget(100, 100, TimeProvider.System)).List(default), OwnWarehouse);
        yield return new("redshift-delete-cluster", "DeleteCluster", clients => Warehouses(clients).Delete(ForWarehouse(), default), OwnWarehouse);
        yield return new("redshift-delete-cluster-snapshot", "DeleteCluster", clients => Warehouses(clients).Delete(ForWarehouse(onFinish: OnFinish.Snapshot), default), OwnWarehouse);
        yield return new(
            "redshift-get-cluster-credentials", "GetClusterCredentials",
            clients => new RedshiftLogins(clients.Redshift, new FakeTimeProvider()).Get(Name, "pipeline", "arrivals_r0123456789ab", default), Login);
    }

    private static IEnumerable<RequestCase> S3()
    {
        var place = S3Location.Parse("s3://lake/arrivals/r0123456789ab/airports.manifest")!;
        yield return new("s3-list-objects", "GET ?list-type=2&prefix=arrivals%2Fr0123456789ab%2Fairports%2F1%2F",
            clients => new S3Objects(clients.S3).List(S3Location.Parse("s3://lake/arrivals/r0123456789ab/airports/1")!, default), "<ListBucketResult/>");
        yield return new("s3-get-object", "GET ", clients => new S3Objects(clients.S3).Read(place, default), "{}");
        yield return new("s3-put-object", "PUT ", clients => new S3Objects(clients.S3).Write(place, """{"entries":[]}""", default), "");
        yield return new("s3-get-bucket-location", "GET ?location", clients => new BucketRegions(clients.S3, Region).Of("lake", default), "<LocationConstraint>eu-west-1</LocationConstraint>");
    }

    private static EmrClusters Clusters(AwsClients clients) =>
        new(clients.Emr, Settings, Logs, new CallBudget(100, 100, TimeProvider.System), NullLogger<EmrClusters>.Instance);

    private static RedshiftWarehouses Warehouses(AwsClients clients) => new(clients.Redshift, Settings.Warehouse, new CallBudget(100, 100, TimeProvider.System));

    private static Task Caller(AwsClients clients) => new AwsIdentity(clients.Sts, Region).Account(default);
}
