using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using Pipeline.Actors;
using Pipeline.Actors.Clusters;
using Pipeline.Actors.Definitions;
using Pipeline.Host.Adapters.Aws.Iam;
using Pipeline.Host.Adapters.Aws.S3;

namespace Pipeline.Host.Adapters.Aws.Emr;

/// <summary>Requests to EMR.</summary>
internal static class EmrRequests
{
    /// <summary>Managed scaling may grow the cluster to so many times the nodes that the definition starts it with.</summary>
    private const int Growth = 2;

    /// <summary>States in which a cluster costs money or still holds what it was given.</summary>
    private static readonly string[] Live =
    [
        ClusterState.STARTING.Value, ClusterState.BOOTSTRAPPING.Value, ClusterState.RUNNING.Value, ClusterState.WAITING.Value, ClusterState.TERMINATING.Value,
    ];

    // EMR's own limits of an auto-termination policy.
    private static readonly TimeSpan LeastIdle = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MostIdle = TimeSpan.FromDays(7);

    public static ListClustersRequest ListLive(string? marker) => new() { ClusterStates = [.. Live], Marker = marker };

    public static RunJobFlowRequest Run(ClusterRequest request, AwsClusterSettings network, S3Location logs)
    {
        var roles = new RoleNames(request.Name);
        var definition = request.Definition;
        return new RunJobFlowRequest
        {
            Name = request.Name,
            ReleaseLabel = definition.Release,
            Applications = [new Application { Name = "Spark" }, new Application { Name = "Livy" }],
            Configurations = EmrConfigurations.For(definition, Sizing(request)),
            LogUri = $"{RoleDefinition.ClusterLogs(logs, request.Name)}/",
            ServiceRole = roles.Service,
            JobFlowRole = roles.Ec2,
            VisibleToAllUsers = true,
            Instances = Instances(definition, network),
            ManagedScalingPolicy = new ManagedScalingPolicy
            {
                ComputeLimits = new ComputeLimits
                {
                    UnitType = ComputeLimitsUnitType.Instances,

                    // Not below what all sessions need to start at once.
                    MinimumCapacityUnits = definition.CoreCount,
                    MaximumCapacityUnits = Growth * definition.CoreCount,
                    MaximumCoreCapacityUnits = definition.CoreCount,
                },
            },
            AutoTerminationPolicy = new AutoTerminationPolicy { IdleTimeout = (long)Idle(definition.IdleTimeout).TotalSeconds },
            Tags = [.. AwsTags.Of(request.Name, request.RunId, request.Journal).All.Add(AwsTags.EmrManaged).Select(tag => new Tag { Key = tag.Key, Value = tag.Value })],
        };
    }

    /// <summary>Refuses a cluster on which that many sessions cannot start at once.</summary>
    public static SessionSizing Sizing(ClusterRequest request)
    {
        var (type, count) = (request.Definition.CoreType, request.Definition.CoreCount);
        return SessionSizing.For(NodeCapacity.Of(type), count, Growth * count, request.Sessions)
            ?? throw PortFailureException.Permanent(
                $"Cluster {request.Name}: {request.Sessions} Spark sessions cannot start at once on {count} x {type}. " +
                "Each takes a driver of one core and an executor of one core and 1 GiB on the same node: set cluster.core to a larger type or a higher count.");
    }

    private static TimeSpan Idle(TimeSpan timeout) => timeout < LeastIdle ? LeastIdle : timeout > MostIdle ? MostIdle : timeout;

    private static JobFlowInstancesConfig Instances(ClusterDefinition definition, AwsClusterSettings network) => new()
    {
        InstanceGroups =
        [
            Group("primary", InstanceRoleType.MASTER, definition.Primary, 1),
            Group("core", InstanceRoleType.CORE, definition.CoreType, definition.CoreCount),
        ],
        KeepJobFlowAliveWhenNoSteps = true,
        TerminationProtected = false,
        Ec2SubnetId = network.Subnet,
        EmrManagedMasterSecurityGroup = network.PrimaryGroup,
        EmrManagedSlaveSecurityGroup = network.CoreGroup,
        ServiceAccessSecurityGroup = network.ServiceGroup,
    };

    private static InstanceGroupConfig Group(string name, InstanceRoleType role, string type, int count) => new()
    {
        Name = name,
        InstanceRole = role,
        InstanceType = type,
        InstanceCount = count,
        Market = MarketType.ON_DEMAND,
    };
}
