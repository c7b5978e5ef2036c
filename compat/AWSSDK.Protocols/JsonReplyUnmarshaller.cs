#nullable enable
using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.Compat;

/// <summary>Reads any JSON response; errors are read by the SDK's own code.</summary>
internal sealed class JsonReplyUnmarshaller<TResponse>(ErrorFactory error) : JsonResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse, new()
{
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        using var copy = new MemoryStream();
        input.Stream.CopyTo(copy);
        return copy.Length == 0 ? new TResponse() : JsonSerializer.Deserialize<TResponse>(copy.ToArray(), JsonShapes.Options) ?? new TResponse();
    }

    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var reader = new StreamingUtf8JsonReader(input.Stream);
        var response = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
        return error(response, innerException, statusCode);
    }
}
