using System.Collections.Immutable;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Host.Adapters.Aws;
using Pipeline.Host.Adapters.Aws.Iam;
using Pipeline.Host.Adapters.Livy;
using Pipeline.Host.Cli.Doctor;
using Pipeline.Host.Configuration;
using Pipeline.Host.Local.Gateway;
using Pipeline.Tests.Adapters.Aws;
using Pipeline.Tests.Adapters.Aws.Support;
using Pipeline.Tests.Compat.Aws;
using Pipeline.Tests.Local.Gateway;
using Xunit;
using Checkout = Pipeline.Tests.Support.Checkout;
using S3Location = Pipeline.Host.Adapters.Aws.S3.S3Location;

namespace Pipeline.Tests.Host.Cli.Aws;

/// <summary><c>./pipeline doctor --aws</c>.</summary>
[Collection(MotoCollection.Name)]
public sealed class AwsDoctorTests(MotoServer moto)
{
    private static readonly ServicePlaces Places = new([AwsExamples.Logs], [], AwsExamples.Logs);

    private static readonly PipelineOptions Options = OptionsReader.Read(
        new Dictionary<string, string>
        {
            ["environment"] = "aws", ["sink"] = "s3://lake/pipelines", ["aws.region"] = AwsExamples.Region,
            ["aws.cluster.subnet"] = "subnet-1", ["aws.cluster.primary-group"] = "sg-1", ["aws.cluster.core-group"] = "sg-2",
            ["aws.warehouse.subnet-group"] = "warehouses", ["aws.warehouse.security-groups"] = "sg-3",
        },
        Checkout.Root);

    /// <summary>moto simulates nothing: each service is read once, and what that leaves open is named.</summary>
    [MotoFact]
    public async Task Without_a_simulation_each_service_is_read_and_what_stays_unproven_is_named()
    {
        await moto.Reset();
        using var clients = moto.Clients();
        await clients.S3.PutBucketAsync(new PutBucketRequest { BucketName = "lake", BucketRegion = S3Region.FindValue(AwsExamples.Region) });

        var findings = await AwsExamination.Of(Options, clients, TimeProvider.System, default);

        Assert.All(findings, finding => Assert.True(finding.Ok, finding.ToString()));
        Assert.Contains("of account 123456789012", Found(findings, "Credentials"), StringComparison.Ordinal);
        Assert.StartsWith("elasticmapreduce:ListClusters works; unproven: ", Found(findings, "Permissions: elasticmapreduce"), StringComparison.Ordinal);
        Assert.Contains("elasticmapreduce:RunJobFlow", Found(findings, "Permissions: elasticmapreduce"), StringComparison.Ordinal);
        Assert.Contains("iam:PassRole", Found(findings, "Permissions: iam"), StringComparison.Ordinal);
        Assert.Equal("sink, in this region", Found(findings, "Bucket lake"));
        Assert.Contains("no cluster of this service is up", Found(findings, "Livy"), StringComparison.Ordinal);
        Assert.Contains("subnet-1", Found(findings, "Network"), StringComparison.Ordinal);
    }

    [MotoFact]
    public async Task A_bucket_elsewhere_and_one_that_is_not_there_are_told_with_how_to_mend_it()
    {
        await moto.Reset();
        using var clients = moto.Clients();
        using var far = moto.Clients(AwsExamples.Settings with { Region = "us-west-2" });
        await far.S3.PutBucketAsync(new PutBucketRequest { BucketName = "lake", BucketRegion = S3Region.USWest2 });

        var elsewhere = (await AwsExamination.Of(Options, clients, TimeProvider.System, default)).Single(finding => finding.Subject == "Bucket lake");
        var missing = (await AwsExamination.Of(Options with { Sink = "s3://no-such-lake/x" }, clients, TimeProvider.System, default)).Single(finding => finding.Subject == "Bucket no-such-lake");

        Assert.False(elsewhere.Ok);
        Assert.Contains("is in us-west-2", elsewhere.Found, StringComparison.Ordinal);
        Assert.False(missing.Ok);
        Assert.Contains("NoSuchBucket", missing.Found, StringComparison.Ordinal);
        Assert.NotNull(missing.Mend);
    }

    [Fact]
    public async Task What_the_simulation_denies_is_named_for_each_service()
    {
        var policy = new ServicePolicy(AwsExamples.Account, AwsExamples.Settings, Places);
        var wire = new AwsWire();
        foreach (var statement in policy.Statements)
        {
            wire.Answer(Evaluated(statement.Actions, denied: "elasticmapreduce:RunJobFlow"));
        }

        using var clients = AwsExamples.On(wire);
        var findings = (await AwsPermissions.Findings(clients, AwsExamples.Account, policy, Places, default)).ToImmutableArray();

        var emr = findings.Single(finding => finding.Subject == "Permissions: elasticmapreduce");
        Assert.Equal((false, "not allowed: elasticmapreduce:RunJobFlow"), (emr.Ok, emr.Found));
        Assert.Contains("--print-policy", emr.Mend, StringComparison.Ordinal);
        Assert.All(findings.Where(finding => finding != emr), finding => Assert.True(finding.Ok, finding.ToString()));
    }

    [Fact]
    public async Task Livy_at_a_fixed_address_is_asked()
    {
        await using var gateway = await TestGateway.Scripted();
        using var clients = AwsExamples.On(new AwsWire());
        var login = new LivyCredentials(GatewayServer.User, gateway.Server.Secret);

        var answers = await LivyReach.Look(new AwsLivySettings(gateway.Server.Url, login), clients, new FakeTimeProvider(), default);
        var refuses = await LivyReach.Look(new AwsLivySettings(gateway.Server.Url), clients, new FakeTimeProvider(), default);

        Assert.Equal((true, $"answers at {gateway.Server.Url}"), (answers.Ok, answers.Found));
        Assert.False(refuses.Ok);
        Assert.Contains("HTTP 401", refuses.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void The_policy_is_pinned() => GoldenFile.Matches(
        new ServicePolicy(AwsExamples.Account, AwsExamples.Settings, new ServicePlaces([AwsExamples.Logs], [Place("s3://raw-data/arrivals")], AwsExamples.Logs)).Document.ToJson(indented: true) + "\n",
        "Policies", "the-service-itself.json");

    /// <summary>Actions without resource-level permissions: https://docs.aws.amazon.com/service-authorization/latest/reference/ of the service.</summary>
    [Fact]
    public void Every_resource_stands_only_for_what_knows_none() => Assert.Equal(
        ["elasticmapreduce:ListClusters", "elasticmapreduce:RunJobFlow", "iam:ListInstanceProfiles", "iam:ListRoles", "secretsmanager:GetRandomPassword"],
        new ServicePolicy(AwsExamples.Account, AwsExamples.Settings, Places).Statements
            .Where(statement => statement.Resources.Contains("*")).SelectMany(statement => statement.Actions).Order(StringComparer.Ordinal));

    [Fact]
    public void A_boundary_holds_for_every_role_that_is_made()
    {
        const string Boundary = "arn:aws:iam::123456789012:policy/boundary";
        var made = new ServicePolicy(AwsExamples.Account, AwsExamples.Settings with { PermissionsBoundary = Boundary }, Places).Statements.Single(statement => statement.Actions.Contains("iam:CreateRole"));
        Assert.Equal(Boundary, Assert.Single(Assert.Single(made.Conditions).Values));
    }

    private static S3Location Place(string text) => S3Location.Parse(text)!;

    private static string Found(IEnumerable<Finding> findings, string subject) => findings.Single(finding => finding.Subject == subject).Found;

    private static string Evaluated(IEnumerable<string> actions, string denied) =>
        "<R><SimulatePrincipalPolicyResult><IsTruncated>false</IsTruncated><EvaluationResults>"
        + string.Concat(actions.Select(action => $"<member><EvalActionName>{action}</EvalActionName><EvalDecision>{(action == denied ? "implicitDeny" : "allowed")}</EvalDecision></member>"))
        + "</EvaluationResults></SimulatePrincipalPolicyResult></R>";
}
