using Amazon.Compat;
using Amazon.Runtime;

namespace Amazon.Redshift.Model;

public class GetClusterCredentialsRequest : AmazonRedshiftRequest
{
    public string DbUser { get; set; }

    public string DbName { get; set; }

    public string ClusterIdentifier { get; set; }

    public int? DurationSeconds { get; set; }

    public bool? AutoCreate { get; set; }

    [ItemName("DbGroup")]
    public List<string> DbGroups { get; set; }
}

public class GetClusterCredentialsResponse : AmazonWebServiceResponse
{
    public string DbUser { get; set; }

    public string DbPassword { get; set; }

    public DateTime? Expiration { get; set; }
}
