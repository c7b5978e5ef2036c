using System.Collections.Immutable;
using Amazon.ElasticMapReduce.Model;
using Amazon.IdentityManagement.Model;
using Amazon.Redshift.Model;
using Pipeline.Host.Adapters.Aws;

namespace Pipeline.Tests.EndToEnd.Aws;

/// <summary>What lives in moto: no ended cluster, and no snapshot that goes with its warehouse.</summary>
internal static class LiveResources
{
    public static async Task<ImmutableArray<string>> Of(AwsClients clients)
    {
        var emr = await clients.Emr.Emr.ListClustersAsync(new ListClustersRequest { ClusterStates = ["STARTING", "BOOTSTRAPPING", "RUNNING", "WAITING", "TERMINATING"] });
        var redshift = await clients.Redshift.DescribeClustersAsync(new DescribeClustersRequest());
        var roles = await clients.Iam.ListRolesAsync(new ListRolesRequest());
        var profiles = await clients.Iam.ListInstanceProfilesAsync(new ListInstanceProfilesRequest());
        var buckets = await clients.S3.ListBucketsAsync();
        return
        [
            .. (emr.Clusters ?? []).Select(cluster => $"EMR cluster {cluster.Id} {cluster.Name}"),
            .. (redshift.Clusters ?? []).Select(cluster => $"Redshift cluster {cluster.ClusterIdentifier}"),
            .. (roles.Roles ?? []).Select(role => $"role {role.RoleName}"),
            .. (profiles.InstanceProfiles ?? []).Select(profile => $"instance profile {profile.InstanceProfileName}"),
            .. (buckets.Buckets ?? []).Select(bucket => $"bucket {bucket.BucketName}"),
        ];
    }
}
