using Amazon.ElasticMapReduce;

namespace Pipeline.Host.Adapters.Aws;

/// <summary>Which clients this program was built with: the SDK's packages or the stand-ins under compat/.</summary>
internal static class AwsOrigin
{
    public static string Describe()
    {
        var assembly = typeof(AmazonElasticMapReduceClient).Assembly.GetName();
        return assembly.Name == "AWSSDK.ElasticMapReduce"
            ? $"the AWS SDK {assembly.Version?.ToString(3)} (packages)"
            : $"the stand-ins under compat/ for EMR, Redshift and IAM ({assembly.Name}), on the AWS SDK's core";
    }
}
