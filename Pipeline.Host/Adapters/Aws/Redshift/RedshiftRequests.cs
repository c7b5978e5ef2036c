using Amazon.Redshift.Model;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Warehouses;

namespace Pipeline.Host.Adapters.Aws.Redshift;

/// <summary>Requests to Redshift's control plane.</summary>
internal static class RedshiftRequests
{
    /// <summary>How long a login's temporary password lasts: the most that Redshift gives.</summary>
    private static readonly TimeSpan LoginLasts = TimeSpan.FromHours(1);

    /// <summary>The database of a run: as PostgreSQL's name of it locally.</summary>
    public static string Database(WarehouseRequest request) => $"{request.Pipeline}_{request.RunId}".Replace('-', '_');

    public static CreateClusterRequest Create(WarehouseRequest request, AwsWarehouseSettings settings)
    {
        var several = request.Definition.Nodes > 1;
        return new CreateClusterRequest
        {
            ClusterIdentifier = request.Name,
            DBName = Database(request),
            NodeType = request.Definition.NodeType,
            ClusterType = several ? "multi-node" : "single-node",
            NumberOfNodes = several ? request.Definition.Nodes : null,
            MasterUsername = AwsWarehouseSettings.MasterUser,

            // AWS makes the password, keeps it in Secrets Manager and removes it with the cluster: nobody here ever sees it.
            ManageMasterPassword = true,
            ClusterSubnetGroupName = settings.SubnetGroup,
            VpcSecurityGroupIds = [.. settings.SecurityGroups],
            IamRoles = request.Role is null ? null : [request.Role],
            PubliclyAccessible = false,
            Encrypted = true,

            // The least that RA3 allows; they go with the cluster.
            AutomatedSnapshotRetentionPeriod = 1,
            Tags = [.. Tags(request).All.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })],
        };
    }

    public static DescribeClustersRequest Find(string name) => new() { ClusterIdentifier = name };

    public static DeleteClusterRequest Delete(WarehouseRequest request) => request.Definition.OnFinish switch
    {
        OnFinish.Snapshot => new() { ClusterIdentifier = request.Name, SkipFinalClusterSnapshot = false, FinalClusterSnapshotIdentifier = Snapshot(request) },
        _ => new() { ClusterIdentifier = request.Name, SkipFinalClusterSnapshot = true },
    };

    /// <summary>An earlier try's snapshot is kept, and no second one of its name is taken.</summary>
    public static string Snapshot(WarehouseRequest request) => request.Try == 1 ? request.Name : $"{request.Name}-{request.Try}";

    /// <summary>Without AutoCreate: the user is there, made with the cluster.</summary>
    public static GetClusterCredentialsRequest Login(string cluster, string user, string database) => new()
    {
        ClusterIdentifier = cluster,
        DbUser = user,
        DbName = database,
        AutoCreate = false,
        DurationSeconds = (int)LoginLasts.TotalSeconds,
    };

    public static AwsTags Tags(WarehouseRequest request) => new(request.Pipeline, request.RunId, request.Journal);
}
