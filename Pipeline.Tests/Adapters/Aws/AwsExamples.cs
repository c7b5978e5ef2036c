using Amazon.Runtime;
using Pipeline.Actors.Clusters;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Roles;
using Pipeline.Actors.Warehouses;
using Pipeline.Host.Adapters.Aws;
using Pipeline.Host.Adapters.Aws.S3;
using Pipeline.Tests.Compat.Aws;

namespace Pipeline.Tests.Adapters.Aws;

/// <summary>One run on AWS, as the tests of the adapters ask for it.</summary>
internal static class AwsExamples
{
    public const string Run = "r0123456789ab";
    public const string Name = "arrivals-" + Run;
    public const string JournalId = "j-4f1c";
    public const string Region = "eu-west-1";

    public static readonly AwsAccount Account = new("123456789012", "aws", Region, "arn:aws:iam::123456789012:user/someone");
    public static readonly S3Location Logs = S3Location.Parse("s3://lake/arrivals/logs")!;
    public static readonly RolesRequest ForRoles = new(Name, Run, JournalId, "s3://raw-data/arrivals/2026", "s3://lake/arrivals");
    public static readonly ClusterRequest ForCluster = new(Name, Run, JournalId, new ClusterDefinition(), 4);

    public static readonly AwsSettings Settings = new(
        Region, null, null, null,
        new AwsClusterSettings("subnet-1", "sg-primary", "sg-core", "sg-service"),
        new AwsLivySettings(),
        new AwsWarehouseSettings("warehouse-subnets", ["sg-warehouse"]));

    public static readonly AWSCredentials Credentials = new SessionAWSCredentials("AKIDEXAMPLE", "secret-key", "session-token");

    public static WarehouseRequest ForWarehouse(int nodes = 1, OnFinish onFinish = OnFinish.Delete) => new(
        Name, "arrivals", Run, JournalId, new WarehouseDefinition { Schema = "schema.sql", Nodes = nodes, OnFinish = onFinish }, "arn:aws:iam::123456789012:role/" + Name + "-redshift");

    public static AwsClients On(AwsWire wire, AwsSettings? settings = null) => new(settings ?? Settings, wire, Credentials);
}
