using Pipeline.Host.Adapters.Aws;
using Pipeline.Host.Configuration;
using Xunit;

namespace Pipeline.Tests.Host.Configuration.Aws;

/// <summary><c>pipeline.aws { }</c>.</summary>
public class AwsSettingsTests
{
    private static readonly (string Key, string Value)[] Enough =
    [
        ("environment", "aws"), ("sink", "s3://lake/pipelines"),
        ("aws.cluster.subnet", "subnet-1"), ("aws.cluster.primary-group", "sg-1"), ("aws.cluster.core-group", "sg-2"),
        ("aws.warehouse.subnet-group", "warehouses"), ("aws.warehouse.security-groups", "sg-3, sg-4"),
    ];

    [Fact]
    public void What_has_to_be_named_is_named_and_the_rest_has_a_default()
    {
        var options = Read(Enough);
        Assert.Equal(new AwsClusterSettings("subnet-1", "sg-1", "sg-2", null), options.Aws.Cluster);
        Assert.Equal("http://ip-10-0-0-1.ec2.internal:8998", options.Aws.Livy.UrlOf("ip-10-0-0-1.ec2.internal"));
        Assert.Equal("sg-3 sg-4", string.Join(' ', options.Aws.Warehouse.SecurityGroups));
        Assert.Equal(ConnectionEncryption.Verified, options.Aws.Warehouse.Encryption);
        Assert.Null(options.Aws.Warehouse.Existing);
        Assert.Null(options.Aws.Region);
        Assert.Equal(TimeSpan.FromSeconds(15), options.Aws.RoleDelay);
    }

    [Fact]
    public void On_AWS_everything_that_is_missing_is_told_at_once() => Assert.Equal(
        ["sink", "aws.cluster.subnet", "aws.cluster.primary-group", "aws.cluster.core-group", "aws.warehouse.subnet-group", "aws.warehouse.security-groups"],
        Refused(("environment", "aws")).Select(problem => problem.Split(' ')[0]["pipeline.".Length..]));

    [Fact]
    public void Elsewhere_nothing_of_it_is_missed() => Assert.Equal("local", Read().Environment);

    [Theory]
    [InlineData("aws.cluster.subnet", "10.0.0.0/24", "subnet-...")]
    [InlineData("aws.cluster.service-group", "default", "sg-...")]
    [InlineData("aws.logs", "/var/log", "s3://bucket/prefix")]
    [InlineData("aws.permissions-boundary", "boundary", "the ARN of a policy")]
    [InlineData("aws.livy.url", "{master}:8998", "an http or https address")]
    [InlineData("aws.livy.url", "http://user:word@{master}:8998", "without a login")]
    [InlineData("aws.warehouse.security-groups", "sg-1,default", "security groups' ids")]
    [InlineData("aws.warehouse.endpoint", "localhost", "HOST:PORT")]
    [InlineData("aws.warehouse.encryption", "verifed", "did you mean 'verified'?")]
    [InlineData("aws.role-delay", "15", "a duration")]
    [InlineData("aws.regon", "eu-west-1", "did you mean 'aws.region'?")]
    public void A_wrong_value_is_refused_by_name_in_every_environment(string key, string value, string expected)
    {
        var problem = Assert.Single(Refused((key, value)));
        Assert.StartsWith($"pipeline.{key} ", problem);
        Assert.Contains(expected, problem);
    }

    [Fact]
    public void An_existing_warehouse_is_named_wholly_and_needs_no_network()
    {
        var network = new[] { "aws.warehouse.subnet-group", "aws.warehouse.security-groups" };
        var options = Read([.. Enough.Where(setting => !network.Contains(setting.Key)), .. Existing]);
        Assert.Equal(new ExistingWarehouse("dw", "etl", "dev", "arn:aws:iam::123456789012:role/dw"), options.Aws.Warehouse.Existing);
        Assert.Equal("pipeline.aws.warehouse.existing.role", Assert.Single(Refused([.. Enough, .. Existing[..^1]])).Split(' ')[0]);
    }

    [Fact]
    public void The_login_of_a_proxy_is_whole_and_never_shown()
    {
        var options = Read(("aws.livy.user", "proxy"), ("aws.livy.password", "hunter2"));
        Assert.Equal("hunter2", options.Aws.Livy.Credentials!.Secret);
        Assert.DoesNotContain("hunter2", options.ToString());
        Assert.StartsWith("pipeline.aws.livy.password is not set", Assert.Single(Refused(("aws.livy.user", "proxy"))));
    }

    [Fact]
    public void Services_under_a_call_budget_are_looked_at_more_seldom()
    {
        Assert.Equal(TimeSpan.FromSeconds(30), Read(Enough).Runs.Cluster.Longest);
        Assert.Equal(TimeSpan.FromSeconds(1), Read([.. Enough, ("aws.cluster-poll.longest", "1s")]).Runs.Cluster.Longest);
        Assert.Equal(TimeSpan.FromSeconds(1), Read().Runs.Cluster.Longest);
    }

    private static (string Key, string Value)[] Existing =>
    [
        ("aws.warehouse.existing.cluster", "dw"), ("aws.warehouse.existing.user", "etl"), ("aws.warehouse.existing.database", "dev"),
        ("aws.warehouse.existing.role", "arn:aws:iam::123456789012:role/dw"),
    ];

    private static PipelineOptions Read(params (string Key, string Value)[] settings) =>
        OptionsReader.Read(settings.ToDictionary(setting => setting.Key, setting => setting.Value), "/checkout");

    private static string[] Refused(params (string Key, string Value)[] settings) =>
        [.. Assert.Throws<ConfigurationProblemsException>(() => Read(settings)).Problems];
}
