using Amazon.ElasticMapReduce;
using Pipeline.Actors.Clusters;
using Described = Amazon.ElasticMapReduce.Model.Cluster;

namespace Pipeline.Host.Adapters.Aws.Emr;

/// <summary>EMR's words for where a cluster is; nowhere else are they read.</summary>
internal static class EmrStates
{
    /// <param name="found">As EMR describes it.</param>
    /// <param name="livy">Makes Livy's address.</param>
    public static Cluster Read(Described found, AwsLivySettings livy)
    {
        var master = found.MasterPublicDnsName;
        return Status(found.Status?.State) switch
        {
            ClusterStatus.Ready when string.IsNullOrEmpty(master) => new Cluster(found.Id, ClusterStatus.Starting),
            ClusterStatus.Ready => new Cluster(found.Id, ClusterStatus.Ready, livy.UrlOf(master)),
            var other => new Cluster(found.Id, other, Why: Why(found)),
        };
    }

    public static bool IsLive(Described found) => Status(found.Status?.State) is ClusterStatus.Starting or ClusterStatus.Ready;

    /// <summary>A word that is not known yet is waited on: the caller has a deadline.</summary>
    private static ClusterStatus Status(ClusterState? state) => state?.Value switch
    {
        "RUNNING" or "WAITING" => ClusterStatus.Ready,
        "TERMINATING" => ClusterStatus.Terminating,
        "TERMINATED" or "TERMINATED_WITH_ERRORS" => ClusterStatus.Gone,
        _ => ClusterStatus.Starting,
    };

    private static string? Why(Described found)
    {
        var reason = found.Status?.StateChangeReason;
        var details = (found.Status?.ErrorDetails ?? []).Select(detail => $"{detail.ErrorCode}: {detail.ErrorMessage}");
        var words = new[] { reason?.Code?.Value, reason?.Message }.Concat(details).Where(word => !string.IsNullOrEmpty(word));
        return string.Join("; ", words) is { Length: > 0 } why ? why : null;
    }
}
