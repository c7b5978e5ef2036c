using Amazon;
using Amazon.ElasticMapReduce;
using Amazon.IdentityManagement;
using Amazon.Redshift;
using Amazon.Runtime;

namespace Pipeline.Tests.Compat.Aws;

/// <summary>The three clients on a wire of the test's own: public API only, so that the same tests run on the originals.</summary>
internal static class AwsClientsUnderTest
{
    private static readonly AWSCredentials Credentials = new SessionAWSCredentials("AKIDEXAMPLE", "secret-key", "session-token");

    public static AmazonElasticMapReduceClient Emr(AwsWire wire, string region = "eu-west-1", int retries = 0) =>
        new(Credentials, On(new AmazonElasticMapReduceConfig(), wire, region, retries));

    public static AmazonRedshiftClient Redshift(AwsWire wire, string region = "eu-west-1", int retries = 0) =>
        new(Credentials, On(new AmazonRedshiftConfig(), wire, region, retries));

    public static AmazonIdentityManagementServiceClient Iam(AwsWire wire, string region = "eu-west-1", int retries = 0) =>
        new(Credentials, On(new AmazonIdentityManagementServiceConfig(), wire, region, retries));

    private static T On<T>(T config, AwsWire wire, string region, int retries)
        where T : ClientConfig
    {
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        config.HttpClientFactory = wire;
        config.MaxErrorRetry = retries;
        config.IgnoreConfiguredEndpointUrls = true;
        return config;
    }
}
