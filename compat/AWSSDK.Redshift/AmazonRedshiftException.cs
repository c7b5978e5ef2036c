using System.Net;
using Amazon.Runtime;

namespace Amazon.Redshift;

public class AmazonRedshiftException : AmazonServiceException
{
    public AmazonRedshiftException(string message)
        : base(message)
    {
    }

    public AmazonRedshiftException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
