using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

public class AmazonIdentityManagementServiceRequest : AmazonWebServiceRequest
{
}
