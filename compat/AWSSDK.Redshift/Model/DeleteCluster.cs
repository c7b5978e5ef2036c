using Amazon.Runtime;

namespace Amazon.Redshift.Model;

public class DeleteClusterRequest : AmazonRedshiftRequest
{
    public string ClusterIdentifier { get; set; }

    public bool? SkipFinalClusterSnapshot { get; set; }

    public string FinalClusterSnapshotIdentifier { get; set; }

    public int? FinalClusterSnapshotRetentionPeriod { get; set; }
}

public class DeleteClusterResponse : AmazonWebServiceResponse
{
    public Cluster Cluster { get; set; }
}
