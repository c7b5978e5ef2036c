#nullable enable
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace Amazon.IdentityManagement;

/// <summary>IAM has one endpoint in each partition and is signed for the partition's own region, whatever region is asked for.</summary>
internal static class PartitionEndpoint
{
    public static Endpoint Resolve(Partition partition, string region, bool fips, bool dualStack) =>
        Signed(Host(partition, fips, dualStack), partition.name == "aws-cn" ? "cn-north-1" : partition.implicitGlobalRegion);

    private static string Host(Partition partition, bool fips, bool dualStack) => (partition.name, fips, dualStack) switch
    {
        ("aws", false, true) => "iam.global.api.aws",
        ("aws", true, true) => "iam-fips.global.api.aws",
        ("aws-cn", false, true) => "iam.global.api.amazonwebservices.com.cn",
        ("aws-cn", false, false) => "iam.cn-north-1.amazonaws.com.cn",
        ("aws-us-gov", _, true) => "iam.us-gov.api.aws",
        ("aws-us-gov", _, false) => "iam.us-gov.amazonaws.com",
        ("aws-iso", _, false) => $"iam{Fips(fips)}.us-iso-east-1.c2s.ic.gov",
        ("aws-iso-b", _, false) => $"iam{Fips(fips)}.us-isob-east-1.sc2s.sgov.gov",
        ("aws-iso-e", false, false) => "iam.eu-isoe-west-1.cloud.adc-e.uk",
        ("aws-iso-f", false, false) => "iam.us-isof-south-1.csp.hci.ic.gov",
        ("aws-eusc", false, false) => "iam.eusc-de-east-1.amazonaws.eu",
        _ => $"iam{Fips(fips)}.{(dualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix)}",
    };

    private static string Fips(bool fips) => fips ? "-fips" : "";

    private static Endpoint Signed(string host, string region) =>
        new($"https://{host}", $$"""{"authSchemes":[{"name":"sigv4","signingRegion":"{{region}}"}]}""", null);
}
