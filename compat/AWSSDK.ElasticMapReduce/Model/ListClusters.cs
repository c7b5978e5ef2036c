using Amazon.Runtime;

namespace Amazon.ElasticMapReduce.Model;

public class ListClustersRequest : AmazonElasticMapReduceRequest
{
    public DateTime? CreatedAfter { get; set; }

    public DateTime? CreatedBefore { get; set; }

    public List<string> ClusterStates { get; set; }

    public string Marker { get; set; }
}

public class ListClustersResponse : AmazonWebServiceResponse
{
    public List<ClusterSummary> Clusters { get; set; }

    public string Marker { get; set; }
}

public class ClusterSummary
{
    public string Id { get; set; }

    public string Name { get; set; }

    public ClusterStatus Status { get; set; }

    public int? NormalizedInstanceHours { get; set; }

    public string ClusterArn { get; set; }
}
