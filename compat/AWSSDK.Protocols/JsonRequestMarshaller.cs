#nullable enable
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace Amazon.Compat;

/// <summary>Writes any request as JSON 1.1: the operation in a header, what is set in the body.</summary>
internal sealed class JsonRequestMarshaller(string service, string target, string version) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, service)
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = JsonSerializer.SerializeToUtf8Bytes(input, input.GetType(), JsonShapes.Options),
        };
        request.Headers["X-Amz-Target"] = $"{target}.{Operation.NameOf(input)}";
        request.Headers[HeaderKeys.ContentTypeHeader] = "application/x-amz-json-1.1";
        request.Headers[HeaderKeys.XAmzApiVersion] = version;
        return request;
    }
}
