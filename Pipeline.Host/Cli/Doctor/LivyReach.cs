using Amazon.ElasticMapReduce.Model;
using Pipeline.Actors;
using Pipeline.Actors.Sessions;
using Pipeline.Host.Adapters.Aws;
using Pipeline.Host.Adapters.Aws.Errors;
using Pipeline.Host.Adapters.Livy;

namespace Pipeline.Host.Cli.Doctor;

/// <summary>Whether Livy can be reached from here: at a fixed address at any time, at a primary node's only while a cluster is up.</summary>
internal static class LivyReach
{
    private const string Mend =
        "Let this machine in at Livy's port in aws.cluster.primary-group, and see that it has a way into the subnet; or set aws.livy.url, user and password to a tunnel's or proxy's (docs/aws.md).";

    public static async Task<Finding> Look(AwsLivySettings livy, AwsClients clients, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            return await Master(livy, clients, cancellation) is { } master
                ? await Ask(livy, master, time, cancellation)
                : new Finding("Livy", true, $"not looked at: no cluster of this service is up to reach {livy.Url} of");
        }
        catch (PortFailureException failure)
        {
            return new Finding("Livy", false, failure.Message, Mend);
        }
    }

    private static async Task<Finding> Ask(AwsLivySettings livy, string master, TimeProvider time, CancellationToken cancellation)
    {
        using var transport = new LivyTransport(_ => livy.Credentials, time);
        var url = livy.UrlOf(master);
        var answer = await transport.Send(new LivyEndpoint("doctor", url), new LivyCall("tell its sessions", HttpMethod.Get, TimeSpan.FromSeconds(10), "sessions"), cancellation);
        answer.Read(body => body.GetProperty("sessions").GetArrayLength());
        return new Finding("Livy", true, $"answers at {url}");
    }

    /// <summary>Null where the address depends on a cluster and none is up.</summary>
    private static async Task<string?> Master(AwsLivySettings livy, AwsClients clients, CancellationToken cancellation)
    {
        if (!livy.Url.Contains(AwsLivySettings.Master, StringComparison.Ordinal))
        {
            return "";
        }

        var calls = new AwsCalls(EmrErrors.Table);
        var live = await calls.Send("list clusters", c => clients.Emr.Emr.ListClustersAsync(new ListClustersRequest { ClusterStates = ["RUNNING", "WAITING"] }, c), cancellation);
        foreach (var summary in live.Clusters ?? [])
        {
            var cluster = (await calls.Send($"show cluster {summary.Id}", c => clients.Emr.Emr.DescribeClusterAsync(new DescribeClusterRequest { ClusterId = summary.Id }, c), cancellation)).Cluster;
            if (cluster.Tags?.Exists(tag => tag.Key == AwsTags.JournalKey) == true && !string.IsNullOrEmpty(cluster.MasterPublicDnsName))
            {
                return cluster.MasterPublicDnsName;
            }
        }

        return null;
    }
}
