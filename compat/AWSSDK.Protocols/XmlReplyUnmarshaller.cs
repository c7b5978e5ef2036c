#nullable enable
using System.Net;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.Compat;

/// <summary>Reads any response of the Query protocol: <c>XResponse</c> with <c>XResult</c> and <c>ResponseMetadata</c> inside. Errors are read by the SDK's own code.</summary>
internal sealed class XmlReplyUnmarshaller<TResponse>(ErrorFactory error) : XmlResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse, new()
{
    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input)
    {
        var root = XDocument.Load(input.Stream).Root!;
        var response = new TResponse();
        foreach (var part in root.Elements())
        {
            if (part.Name.LocalName == "ResponseMetadata")
            {
                response.ResponseMetadata = new ResponseMetadata { RequestId = (string?)part.Elements().FirstOrDefault(e => e.Name.LocalName == "RequestId") };
            }
            else if (part.Name.LocalName.EndsWith("Result", StringComparison.Ordinal))
            {
                XmlShapes.Fill(response, part);
            }
        }

        return response;
    }

    public override AmazonServiceException UnmarshallException(XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode) =>
        error(XmlErrorResponseUnmarshaller.GetInstance().Unmarshall(input), innerException, statusCode);
}
