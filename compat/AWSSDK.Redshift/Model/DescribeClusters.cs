using Amazon.Compat;
using Amazon.Runtime;

namespace Amazon.Redshift.Model;

public class DescribeClustersRequest : AmazonRedshiftRequest
{
    public string ClusterIdentifier { get; set; }

    public int? MaxRecords { get; set; }

    public string Marker { get; set; }

    [ItemName("TagKey")]
    public List<string> TagKeys { get; set; }

    [ItemName("TagValue")]
    public List<string> TagValues { get; set; }
}

public class DescribeClustersResponse : AmazonWebServiceResponse
{
    public List<Cluster> Clusters { get; set; }

    public string Marker { get; set; }
}
