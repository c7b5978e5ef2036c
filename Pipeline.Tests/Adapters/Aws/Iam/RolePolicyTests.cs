using System.Diagnostics;
using System.Text.Json.Nodes;
using Pipeline.Actors;
using Pipeline.Host.Adapters.Aws.Iam;
using Pipeline.Tests.Adapters.Aws.Support;
using Xunit;
using static Pipeline.Tests.Adapters.Aws.AwsExamples;

namespace Pipeline.Tests.Adapters.Aws.Iam;

public sealed class RolePolicyTests
{
    private const string Ec2Reference = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html";

    /// <summary>Actions that AWS has no resource-level permissions for: with any other resource than * they are never allowed.</summary>
    private static readonly Dictionary<string, string> WithoutResources = new()
    {
        ["ec2:DescribeAccountAttributes"] = Ec2Reference,
        ["ec2:DescribeCapacityReservations"] = Ec2Reference,
        ["ec2:DescribeDhcpOptions"] = Ec2Reference,
        ["ec2:DescribeImages"] = Ec2Reference,
        ["ec2:DescribeInstances"] = Ec2Reference,
        ["ec2:DescribeInstanceTypeOfferings"] = Ec2Reference,
        ["ec2:DescribeLaunchTemplates"] = Ec2Reference,
        ["ec2:DescribeNetworkAcls"] = Ec2Reference,
        ["ec2:DescribeNetworkInterfaces"] = Ec2Reference,
        ["ec2:DescribePlacementGroups"] = Ec2Reference,
        ["ec2:DescribeRouteTables"] = Ec2Reference,
        ["ec2:DescribeSecurityGroups"] = Ec2Reference,
        ["ec2:DescribeSubnets"] = Ec2Reference,
        ["ec2:DescribeVolumes"] = Ec2Reference,
        ["ec2:DescribeVolumeStatus"] = Ec2Reference,
        ["ec2:DescribeVpcEndpoints"] = Ec2Reference,
        ["ec2:DescribeVpcs"] = Ec2Reference,
    };

    /// <summary>Statements of AmazonEMRServicePolicy_v2 that the service role does without, and why.</summary>
    private static readonly Dictionary<string, string> LeftOut = new()
    {
        ["CreateDefaultSecurityGroupWithEMRTags"] = "security groups are given by id",
        ["CreateDefaultSecurityGroupInVPCWithEMRTags"] = "security groups are given by id",
        ["TagOnCreateDefaultSecurityGroupWithEMRTags"] = "security groups are given by id",
        ["AutoScaling"] = "managed scaling needs no role of its own",
        ["AutoScalingCloudWatch"] = "managed scaling needs no role of its own",
        ["PassRoleForAutoScaling"] = "managed scaling needs no role of its own",
    };

    /// <summary>Statements that stand for a part of one of that policy's: an action that can be restricted is not left beside those that cannot.</summary>
    private static readonly Dictionary<string, string> PartOf = new() { ["ReadVpcAttributes"] = "ListActionsForEC2Resources" };

    private static IReadOnlyList<RoleDefinition> Definitions => RoleDefinition.For(ForRoles, Logs, Account);

    public static TheoryData<string> Roles => ["service", "ec2", "redshift"];

    [Theory]
    [MemberData(nameof(Roles))]
    public void A_role_is_pinned(string role)
    {
        var definition = Definitions.Single(one => one.Name == $"{Name}-{role}");

        GoldenFile.Matches(definition.Trust.ToJson(indented: true) + "\n", "Policies", $"{role}-trust.json");
        GoldenFile.Matches(definition.Policy.ToJson(indented: true) + "\n", "Policies", $"{role}-policy.json");
    }

    [Fact]
    public void Every_resource_stands_only_for_actions_that_know_none()
    {
        var wide = Definitions.SelectMany(role => role.Policy.Statements).Where(statement => statement.Resources.Contains("*")).SelectMany(statement => statement.Actions);

        Assert.Equal(WithoutResources.Keys.Order(), wide.Order());
        Assert.DoesNotContain(Definitions.SelectMany(role => role.Policy.Statements).SelectMany(statement => statement.Actions), action => action.Contains('*'));
    }

    [Fact]
    public void Only_the_EC2_role_is_passed_on_and_only_to_EC2()
    {
        var passing = Definitions.SelectMany(role => role.Policy.Statements).Where(statement => statement.Actions.Contains("iam:PassRole")).ToList();

        Assert.Equal([$"arn:aws:iam::123456789012:role/{Name}-ec2"], Assert.Single(passing).Resources.AsEnumerable());
        Assert.Equal(["ec2.amazonaws.com*"], Assert.Single(passing[0].Conditions).Values.AsEnumerable());
    }

    [Fact]
    public void The_source_account_is_asked_of_EMR_and_never_of_EC2()
    {
        Assert.Contains("\"aws:SourceAccount\":\"123456789012\"", Definitions[0].Trust.ToJson());
        Assert.DoesNotContain("Condition", Definitions[1].Trust.ToJson());
    }

    [Fact]
    public void Nodes_read_a_generated_source_under_the_run_itself()
    {
        var nodes = RoleDefinition.For(ForRoles with { Source = "sample://arrivals?rows=5&seed=1" }, Logs, Account)[1];

        Assert.Equal([$"arn:aws:s3:::lake/arrivals/{Run}/*"], nodes.Policy.Statements.Single(statement => statement.Sid == "Read").Resources.AsEnumerable());
    }

    [Fact]
    public void A_whole_bucket_as_source_is_listed_without_a_prefix()
    {
        var nodes = RoleDefinition.For(ForRoles with { Source = "s3://raw-data" }, Logs, Account)[1];

        Assert.Empty(nodes.Policy.Statements.Single(statement => statement.Sid == "List").Conditions);
        Assert.Contains("arn:aws:s3:::raw-data/*", nodes.Policy.Statements.Single(statement => statement.Sid == "Read").Resources);
    }

    [Fact]
    public void Another_partition_has_its_own_arns_and_services()
    {
        var china = RoleDefinition.For(ForRoles, Logs, Account with { Partition = "aws-cn", Region = "cn-north-1" });

        Assert.All(china.SelectMany(role => role.Policy.Statements).SelectMany(statement => statement.Resources), resource => Assert.True(resource == "*" || resource.StartsWith("arn:aws-cn:", StringComparison.Ordinal)));
        Assert.Equal("ec2.amazonaws.com.cn", china[1].Trust.Statements[0].Service);
    }

    [Theory]
    [InlineData("/srv/lake")]
    [InlineData("s3://lake/a'b")]
    public void A_sink_outside_of_S3_is_refused(string sink)
    {
        var refused = Assert.Throws<PortFailureException>(() => RoleDefinition.For(ForRoles with { Sink = sink }, Logs, Account));

        Assert.Equal(FailureKind.Permanent, refused.Kind);
        Assert.Contains($"'{sink}'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_warehouse_of_ones_own_needs_no_role_here() =>
        Assert.Equal([$"{Name}-service", $"{Name}-ec2"], RoleDefinition.For(ForRoles, Logs, Account, redshift: false).Select(role => role.Name));

    [Theory]
    [InlineData("%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%5D%7D", true)]
    [InlineData("{\"Statement\":[],\"Version\":\"2012-10-17\"}", true)]
    [InlineData("{\"Version\":\"2012-10-17\",\"Statement\":[{}]}", false)]
    [InlineData("no JSON", false)]
    [InlineData(null, false)]
    public void A_document_is_compared_by_what_it_says(string? answered, bool same) => Assert.Equal(same, new PolicyDocument([]).Is(answered));

    [MotoFact]
    public async Task The_service_role_has_the_statements_of_AmazonEMRServicePolicy_v2()
    {
        var managed = (await ManagedPolicy())["Statement"]!.AsArray().ToDictionary(statement => (string)statement!["Sid"]!, statement => statement!);
        var own = Definitions[0].Policy.Statements.ToDictionary(statement => statement.Sid);

        Assert.Equal(managed.Keys.Order(), own.Keys.Except(PartOf.Keys).Concat(LeftOut.Keys).Order());
        foreach (var (sid, statements) in own.Values.GroupBy(statement => PartOf.GetValueOrDefault(statement.Sid, statement.Sid)).Select(same => (same.Key, same.ToList())))
        {
            Assert.Equal(Strings(managed[sid]["Action"]).Order(), statements.SelectMany(statement => statement.Actions).Order());
            if (sid != "PassRoleForEC2")
            {
                Assert.All(statements.SelectMany(statement => statement.Resources), resource => Assert.Contains(Strings(managed[sid]["Resource"]), pattern => Covers(pattern, resource)));
            }

            Assert.All(statements, statement =>
            {
                var condition = JsonNode.Parse(new PolicyDocument([statement]).ToJson())!["Statement"]![0]!["Condition"];
                Assert.True(JsonNode.DeepEquals(managed[sid]["Condition"], condition), $"{sid}: {condition?.ToJsonString()}");
            });
        }
    }

    private static bool Covers(string pattern, string resource) =>
        pattern == "*" || pattern.Split(':').Zip(resource.Split(':')).All(part => part.First is "*" || part.First == part.Second);

    private static IEnumerable<string> Strings(JsonNode? node) => node is JsonArray list ? list.Select(item => (string)item!) : [(string)node!];

    /// <summary>moto carries AWS's managed policies.</summary>
    private static async Task<JsonNode> ManagedPolicy()
    {
        const string Script = """
            import json, moto.iam.aws_managed_policies as policies
            print(json.dumps(json.loads(policies.aws_managed_policies_data)["AmazonEMRServicePolicy_v2"]["Document"]))
            """;

        // The interpreter that moto_server itself runs on.
        using var process = Process.Start(new ProcessStartInfo(await MotoServer.Python(), ["-c", Script]) { RedirectStandardOutput = true })!;
        return JsonNode.Parse(await process.StandardOutput.ReadToEndAsync())!;
    }
}
