using System.Net;
using Amazon.Runtime;

namespace Amazon.ElasticMapReduce;

public class AmazonElasticMapReduceException : AmazonServiceException
{
    public AmazonElasticMapReduceException(string message)
        : base(message)
    {
    }

    public AmazonElasticMapReduceException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
