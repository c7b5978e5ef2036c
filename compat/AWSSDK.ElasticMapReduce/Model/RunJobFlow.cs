using Amazon.Runtime;

namespace Amazon.ElasticMapReduce.Model;

public class RunJobFlowRequest : AmazonElasticMapReduceRequest
{
    public string Name { get; set; }

    public string LogUri { get; set; }

    public string ReleaseLabel { get; set; }

    public JobFlowInstancesConfig Instances { get; set; }

    public List<Application> Applications { get; set; }

    public List<Configuration> Configurations { get; set; }

    public bool? VisibleToAllUsers { get; set; }

    public string JobFlowRole { get; set; }

    public string ServiceRole { get; set; }

    public List<Tag> Tags { get; set; }

    public int? EbsRootVolumeSize { get; set; }

    public ManagedScalingPolicy ManagedScalingPolicy { get; set; }

    public AutoTerminationPolicy AutoTerminationPolicy { get; set; }
}

public class RunJobFlowResponse : AmazonWebServiceResponse
{
    public string JobFlowId { get; set; }

    public string ClusterArn { get; set; }
}
