using Amazon.Runtime;

namespace Amazon.ElasticMapReduce.Model;

public class DescribeClusterRequest : AmazonElasticMapReduceRequest
{
    public string ClusterId { get; set; }
}

public class DescribeClusterResponse : AmazonWebServiceResponse
{
    public Cluster Cluster { get; set; }
}

public class Cluster
{
    public string Id { get; set; }

    public string Name { get; set; }

    public ClusterStatus Status { get; set; }

    public string ClusterArn { get; set; }

    public string LogUri { get; set; }

    public string MasterPublicDnsName { get; set; }

    public string ReleaseLabel { get; set; }

    public string ServiceRole { get; set; }

    public bool? AutoTerminate { get; set; }

    public bool? TerminationProtected { get; set; }

    public List<Application> Applications { get; set; }

    public List<Configuration> Configurations { get; set; }

    public List<Tag> Tags { get; set; }
}

public class ClusterStatus
{
    public ClusterState State { get; set; }

    public ClusterStateChangeReason StateChangeReason { get; set; }

    public ClusterTimeline Timeline { get; set; }

    public List<ErrorDetail> ErrorDetails { get; set; }
}

public class ClusterStateChangeReason
{
    public ClusterStateChangeReasonCode Code { get; set; }

    public string Message { get; set; }
}

public class ClusterTimeline
{
    public DateTime? CreationDateTime { get; set; }

    public DateTime? ReadyDateTime { get; set; }

    public DateTime? EndDateTime { get; set; }
}

public class ErrorDetail
{
    public string ErrorCode { get; set; }

    public List<Dictionary<string, string>> ErrorData { get; set; }

    public string ErrorMessage { get; set; }
}
