using Amazon.Runtime;

namespace Amazon.Redshift.Model;

public class AmazonRedshiftRequest : AmazonWebServiceRequest
{
}
