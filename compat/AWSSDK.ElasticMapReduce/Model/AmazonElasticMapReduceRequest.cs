using Amazon.Runtime;

namespace Amazon.ElasticMapReduce.Model;

public class AmazonElasticMapReduceRequest : AmazonWebServiceRequest
{
}
