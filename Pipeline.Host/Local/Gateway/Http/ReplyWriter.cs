using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Pipeline.Host.Local.Gateway.Http;

/// <summary>Sends a reply with Livy's headers, packed if the caller asks for that.</summary>
internal static class ReplyWriter
{
    public static async Task Write(HttpContext context, LivyReply reply)
    {
        var response = context.Response;
        response.StatusCode = (int)reply.Status;
        response.Headers.ContentType = reply.ContentType;
        SetIfAny(response.Headers, HeaderNames.Location, reply.Location);
        SetIfAny(response.Headers, HeaderNames.Allow, reply.Allow);
        SetIfAny(response.Headers, HeaderNames.CacheControl, reply.CacheControl);
        var encoding = reply.Body.Length == 0 ? null : Encoding(context.Request);
        if (encoding is not null)
        {
            response.Headers.ContentEncoding = encoding;
        }
        else if (reply.Status != HttpStatusCode.NoContent)
        {
            response.ContentLength = reply.Body.Length;
        }

        if (reply.Body.Length > 0 && !HttpMethods.IsHead(context.Request.Method))
        {
            await WriteBody(response.Body, reply.Body, encoding, context.RequestAborted);
        }
    }

    private static async Task WriteBody(Stream body, byte[] bytes, string? encoding, CancellationToken cancellation)
    {
        if (encoding is null)
        {
            await body.WriteAsync(bytes, cancellation);
            return;
        }

        await using Stream packed = encoding == "gzip"
            ? new GZipStream(body, CompressionLevel.Fastest, leaveOpen: true)
            : new ZLibStream(body, CompressionLevel.Fastest, leaveOpen: true);
        await packed.WriteAsync(bytes, cancellation);
    }

    private static string? Encoding(HttpRequest request)
    {
        var wanted = request.GetTypedHeaders().AcceptEncoding.Where(e => e.Quality is null or > 0).Select(e => e.Value.Value).ToList();
        return wanted.Contains("gzip", StringComparer.OrdinalIgnoreCase) ? "gzip"
            : wanted.Contains("deflate", StringComparer.OrdinalIgnoreCase) ? "deflate"
            : null;
    }

    private static void SetIfAny(IHeaderDictionary headers, string name, string? value)
    {
        if (value is not null)
        {
            headers[name] = value;
        }
    }
}
