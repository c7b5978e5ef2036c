#nullable enable
using System.Collections;
using System.Globalization;
using System.Reflection;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace Amazon.Compat;

/// <summary>Writes any request in the Query protocol: a form whose keys spell the path to each value that is set.</summary>
internal sealed class QueryRequestMarshaller(string service, string version) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, service);
        request.Parameters["Action"] = Operation.NameOf(input);
        request.Parameters["Version"] = version;
        WriteMembers(request.Parameters, "", input);
        request.ContentStream = AWSSDKUtils.WriteParametersToPooledStream(request);
        request.Headers[HeaderKeys.ContentTypeHeader] = AWSSDKUtils.UrlEncodedContent;
        return request;
    }

    private static void WriteMembers(IDictionary<string, string> form, string path, object shape)
    {
        foreach (var member in Shapes.Members(shape.GetType()))
        {
            if (member.GetValue(shape) is { } value)
            {
                Write(form, path + member.Name, value, member);
            }
        }
    }

    private static void Write(IDictionary<string, string> form, string path, object value, PropertyInfo member)
    {
        if (Text(value) is { } text)
        {
            form[path] = text;
        }
        else if (value is IList list)
        {
            WriteList(form, path, list, member);
        }
        else
        {
            WriteMembers(form, path + ".", value);
        }
    }

    private static void WriteList(IDictionary<string, string> form, string path, IList list, PropertyInfo member)
    {
        if (list.Count == 0)
        {
            // An empty list that is there differs from none.
            form[path] = "";
        }

        for (var i = 0; i < list.Count; i++)
        {
            Write(form, $"{path}.{Shapes.ItemName(member)}.{(i + 1).ToString(CultureInfo.InvariantCulture)}", list[i]!, member);
        }
    }

    private static string? Text(object value) => value switch
    {
        string text => text,
        ConstantClass constant => constant.Value,
        bool flag => flag ? "true" : "false",
        DateTime date => date.ToUniversalTime().ToString(AWSSDKUtils.ISO8601DateFormat, CultureInfo.InvariantCulture),
        IFormattable number when value.GetType().IsPrimitive => number.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };
}
