#nullable enable
using Amazon.Runtime;

namespace Amazon.Compat;

internal static class Operation
{
    /// <summary>Its name as the service knows it: <c>RunJobFlowRequest</c> asks for <c>RunJobFlow</c>.</summary>
    public static string NameOf(AmazonWebServiceRequest request)
    {
        var type = request.GetType().Name;
        return type[..^"Request".Length];
    }
}
