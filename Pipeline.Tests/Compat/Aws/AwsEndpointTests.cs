using Amazon;
using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.Redshift;
using Amazon.Redshift.Model;
using Amazon.Runtime;
using Xunit;

namespace Pipeline.Tests.Compat.Aws;

/// <summary>Where each client goes and what it signs for; the expected values are those of AWS's published endpoint rules.</summary>
public sealed class AwsEndpointTests
{
    [Theory]
    [InlineData("us-east-1", "elasticmapreduce.us-east-1.amazonaws.com")]
    [InlineData("ap-southeast-2", "elasticmapreduce.ap-southeast-2.amazonaws.com")]
    [InlineData("cn-north-1", "elasticmapreduce.cn-north-1.amazonaws.com.cn")]
    [InlineData("us-gov-west-1", "elasticmapreduce.us-gov-west-1.amazonaws.com")]
    public async Task Emr_is_regional(string region, string host)
    {
        var wire = new AwsWire().Answer("{}");
        await AwsClientsUnderTest.Emr(wire, region).ListClustersAsync(new ListClustersRequest());

        Assert.Equal(host, wire.Only.Url.Host);
        Assert.Contains($"/{region}/elasticmapreduce/aws4_request", wire.Only.Headers["Authorization"]);
    }

    [Theory]
    [InlineData("eu-central-1", "redshift.eu-central-1.amazonaws.com")]
    [InlineData("cn-northwest-1", "redshift.cn-northwest-1.amazonaws.com.cn")]
    public async Task Redshift_is_regional(string region, string host)
    {
        var wire = new AwsWire().Answer("<DescribeClustersResponse/>");
        await AwsClientsUnderTest.Redshift(wire, region).DescribeClustersAsync(new DescribeClustersRequest());

        Assert.Equal(host, wire.Only.Url.Host);
        Assert.Contains($"/{region}/redshift/aws4_request", wire.Only.Headers["Authorization"]);
    }

    [Theory]
    [InlineData("eu-west-1", "iam.amazonaws.com", "us-east-1")]
    [InlineData("us-east-1", "iam.amazonaws.com", "us-east-1")]
    [InlineData("cn-northwest-1", "iam.cn-north-1.amazonaws.com.cn", "cn-north-1")]
    [InlineData("us-gov-east-1", "iam.us-gov.amazonaws.com", "us-gov-west-1")]
    public async Task Iam_has_one_endpoint_in_each_partition(string region, string host, string signed)
    {
        var wire = new AwsWire().Answer("<GetRoleResponse/>");
        await AwsClientsUnderTest.Iam(wire, region).GetRoleAsync(new GetRoleRequest { RoleName = "x" });

        Assert.Equal(host, wire.Only.Url.Host);
        Assert.Contains($"/{signed}/iam/aws4_request", wire.Only.Headers["Authorization"]);
    }

    [Fact]
    public async Task A_service_address_of_ones_own_is_taken_as_it_is()
    {
        var wire = new AwsWire().Answer("{}");
        var config = new AmazonElasticMapReduceConfig { ServiceURL = "http://127.0.0.1:5000", AuthenticationRegion = "eu-west-3", HttpClientFactory = wire };
        await new AmazonElasticMapReduceClient(new BasicAWSCredentials("a", "b"), config).ListClustersAsync(new ListClustersRequest());

        Assert.Equal("http://127.0.0.1:5000/", wire.Only.Url.ToString());
        Assert.Contains("/eu-west-3/elasticmapreduce/aws4_request", wire.Only.Headers["Authorization"]);
    }

    [Theory]
    [InlineData(true, false, "redshift-fips.us-east-2.amazonaws.com")]
    [InlineData(false, true, "redshift.us-east-2.api.aws")]
    [InlineData(true, true, "redshift-fips.us-east-2.api.aws")]
    public async Task Fips_and_dual_stack_have_addresses_of_their_own(bool fips, bool dualStack, string host)
    {
        var wire = new AwsWire().Answer("<DescribeClustersResponse/>");
        var config = new AmazonRedshiftConfig
        {
            RegionEndpoint = RegionEndpoint.USEast2, UseFIPSEndpoint = fips, UseDualstackEndpoint = dualStack, HttpClientFactory = wire, IgnoreConfiguredEndpointUrls = true,
        };
        await new AmazonRedshiftClient(new BasicAWSCredentials("a", "b"), config).DescribeClustersAsync(new DescribeClustersRequest());

        Assert.Equal(host, wire.Only.Url.Host);
    }
}
