using static Pipeline.Actors.FailureKind;

namespace Pipeline.Host.Adapters.Aws.Errors;

/// <summary>Redshift's errors. Its codes end in "Fault" only sometimes.</summary>
internal static class RedshiftErrors
{
    private const string Quota = "Ask for a higher quota, or delete clusters that are no longer needed.";
    private const string Network = "Check aws.warehouse.subnet-group and aws.warehouse.security-groups.";

    public static readonly AwsErrorTable Table = new("Redshift",
    [
        new("ClusterNotFound", Permanent, AwsMeaning.NotFound),
        new("ClusterAlreadyExists", Permanent, AwsMeaning.AlreadyExists),
        new("InvalidClusterState", Transient, AwsMeaning.InTransition),
        new("ClusterSnapshotAlreadyExists", Transient, AwsMeaning.InTransition),

        // Capacity comes and goes.
        new("InsufficientClusterCapacity", Transient, Mend: "Wait, or take another node type."),
        new("ClusterQuotaExceeded", Permanent, Mend: Quota),
        new("NumberOfNodesQuotaExceeded", Permanent, Mend: Quota),
        new("NumberOfNodesPerClusterLimitExceeded", Permanent, Mend: Quota),
        new("ClusterSnapshotQuotaExceeded", Permanent, Mend: "Delete snapshots that are no longer needed, or set warehouse.on-finish: delete."),
        new("LimitExceededFault", Permanent, Mend: Quota),
        new("TagLimitExceededFault", Permanent),
        new("InvalidTagFault", Permanent),
        new("ClusterParameterGroupNotFound", Permanent),
        new("ClusterSecurityGroupNotFound", Permanent, Mend: Network),
        new("ClusterSubnetGroupNotFoundFault", Permanent, Mend: Network),
        new("InvalidClusterSubnetGroupStateFault", Permanent, Mend: Network),
        new("InvalidVPCNetworkStateFault", Permanent, Mend: Network),
        new("InvalidSubnet", Permanent, Mend: Network),
        new("InvalidElasticIpFault", Permanent),
        new("InvalidClusterTrack", Permanent),
        new("InvalidRetentionPeriodFault", Permanent),
        new("SnapshotScheduleNotFound", Permanent),
        new("HsmClientCertificateNotFoundFault", Permanent),
        new("HsmConfigurationNotFoundFault", Permanent),
        new("Ipv6CidrBlockNotFoundFault", Permanent),
        new("RedshiftIdcApplicationNotExists", Permanent),
        new("UnsupportedOperation", Permanent),

        // The KMS key, the network or the secret that Redshift reaches on the caller's behalf.
        new("DependentServiceRequestThrottlingFault", Transient),
        new("DependentServiceUnavailableFault", Transient),
        new("DependentServiceAccessDenied", Permanent, Mend: "Allow what Redshift does on your behalf: ./pipeline doctor --aws --print-policy has it."),
        new("InvalidParameterValue", Transient, Says: "not authorized to assume IAM Role"),
        new("InvalidParameterValue", Permanent),
    ]);
}
