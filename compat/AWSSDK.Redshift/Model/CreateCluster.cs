using Amazon.Compat;
using Amazon.Runtime;

namespace Amazon.Redshift.Model;

public class CreateClusterRequest : AmazonRedshiftRequest
{
    public string DBName { get; set; }

    public string ClusterIdentifier { get; set; }

    public string ClusterType { get; set; }

    public string NodeType { get; set; }

    public string MasterUsername { get; set; }

    [ItemName("VpcSecurityGroupId")]
    public List<string> VpcSecurityGroupIds { get; set; }

    public string ClusterSubnetGroupName { get; set; }

    public int? AutomatedSnapshotRetentionPeriod { get; set; }

    public int? Port { get; set; }

    public bool? AllowVersionUpgrade { get; set; }

    public int? NumberOfNodes { get; set; }

    public bool? PubliclyAccessible { get; set; }

    public bool? Encrypted { get; set; }

    [ItemName("Tag")]
    public List<Tag> Tags { get; set; }

    public string KmsKeyId { get; set; }

    public bool? EnhancedVpcRouting { get; set; }

    [ItemName("IamRoleArn")]
    public List<string> IamRoles { get; set; }

    public bool? ManageMasterPassword { get; set; }
}

public class CreateClusterResponse : AmazonWebServiceResponse
{
    public Cluster Cluster { get; set; }
}
