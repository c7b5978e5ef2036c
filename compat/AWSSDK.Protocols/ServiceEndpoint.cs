#nullable enable
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;
using Amazon.Util;

namespace Amazon.Compat;

/// <summary>What an endpoint depends on, and the rules that all services share: an address of one's own, then the region's.</summary>
internal static class ServiceEndpoint
{
    public static EndpointParameters Parameters(IClientConfig config, string? alternateRegion)
    {
        var region = config.RegionEndpoint?.SystemName;
        if (region is null && !string.IsNullOrEmpty(config.ServiceURL))
        {
            region = string.IsNullOrEmpty(config.AuthenticationRegion)
                ? RegionEndpoint.GetBySystemName(AWSSDKUtils.DetermineRegion(config.ServiceURL)).SystemName
                : config.AuthenticationRegion;
        }

        return new EndpointParameters
        {
            ["Region"] = alternateRegion ?? region,
            ["UseDualStack"] = config.UseDualstackEndpoint,
            ["UseFIPS"] = config.UseFIPSEndpoint,
            ["Endpoint"] = config.ServiceURL,
        };
    }

    /// <summary>The rules as every service's begin; <paramref name="ofRegion"/> has the service's own.</summary>
    public static Endpoint Resolve(EndpointParameters parameters, Func<Partition, string, bool, bool, Endpoint> ofRegion)
    {
        var (fips, dualStack) = (parameters["UseFIPS"] is true, parameters["UseDualStack"] is true);
        if (parameters["Endpoint"] is string { Length: > 0 } url)
        {
            return fips ? throw new AmazonClientException("Invalid Configuration: FIPS and custom endpoint are not supported")
                : dualStack ? throw new AmazonClientException("Invalid Configuration: Dualstack and custom endpoint are not supported")
                : new Endpoint(url);
        }

        if (parameters["Region"] is not string region)
        {
            throw new AmazonClientException("Invalid Configuration: Missing Region");
        }

        var partition = Fn.Partition(region) ?? throw new AmazonClientException("Cannot resolve endpoint");
        Refuse(fips && dualStack && !(partition.supportsFIPS && partition.supportsDualStack),
            "FIPS and DualStack are enabled, but this partition does not support one or both");
        Refuse(fips && !partition.supportsFIPS, "FIPS is enabled but this partition does not support FIPS");
        Refuse(dualStack && !partition.supportsDualStack, "DualStack is enabled but this partition does not support DualStack");
        return ofRegion(partition, region, fips, dualStack);
    }

    /// <summary>The address of a service that has one in each region.</summary>
    public static Endpoint Regional(string service, Partition partition, string region, bool fips, bool dualStack) =>
        fips && !dualStack && partition.name == "aws-us-gov" ? new Endpoint($"https://{service}.{region}.amazonaws.com")
        : new Endpoint($"https://{service}{(fips ? "-fips" : "")}.{region}.{(dualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix)}");

    private static void Refuse(bool refused, string why)
    {
        if (refused)
        {
            throw new AmazonClientException(why);
        }
    }
}
