using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Pipeline.Host.Local.Gateway.Http;

/// <summary>Takes each request in: who asks, what for, and which answer goes back.</summary>
internal sealed class GatewayHandler(GatewayGuard guard, GatewayActions actions, Action<string> log)
{
    public async Task Handle(HttpContext context) => await ReplyWriter.Write(context, await Answer(context));

    private async Task<LivyReply> Answer(HttpContext context)
    {
        var request = context.Request;
        if (!GatewayGuard.IsLoopback(request.Host.Host))
        {
            return LivyReply.From(new LivyError(
                HttpStatusCode.Forbidden, $"The host '{request.Host.Host}' is not served here; use 127.0.0.1 or localhost.", Bare: false));
        }

        if (!guard.Admits(request.Headers.Authorization))
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"livy\"";
            return LivyReply.Empty(HttpStatusCode.Unauthorized);
        }

        try
        {
            return await AnswerAdmitted(context);
        }
        catch (LivyException refusal)
        {
            return LivyReply.From(refusal.Error);
        }
        catch (BadHttpRequestException fault)
        {
            return LivyReply.From(new LivyError((HttpStatusCode)fault.StatusCode, fault.Message, Bare: false));
        }
        catch (Exception fault) when (!context.RequestAborted.IsCancellationRequested)
        {
            log($"{request.Method} {request.Path} failed: {fault}");
            return LivyReply.From(LivyError.Failure($"{fault.GetType().FullName}: {fault.Message}"));
        }
    }

    private async Task<LivyReply> AnswerAdmitted(HttpContext context)
    {
        var request = context.Request;
        var target = RequestTarget.Parse(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        var route = GatewayRouter.Find(Method(request, target), target.Segments);
        if (target.Segments[0] == "sessions" && ApiVersion.Check(request.Headers.Accept.ToString()) is { } wrongVersion)
        {
            return LivyReply.From(wrongVersion);
        }

        return route.Refusal ?? await actions.Run(route, target, await ReadBody(request), request.Host.Value!);
    }

    // Some clients can send no DELETE; a POST may say that it stands for another method.
    private static string Method(HttpRequest request, RequestTarget target)
    {
        if (!HttpMethods.IsPost(request.Method))
        {
            return request.Method;
        }

        var instead = request.Headers["X-HTTP-Method-Override"].FirstOrDefault() ?? target.Query.GetValueOrDefault("_method");
        return string.IsNullOrEmpty(instead) ? request.Method : instead.ToUpperInvariant();
    }

    private static async Task<byte[]> ReadBody(HttpRequest request)
    {
        // Livy's server takes a form's body for parameters, so that nothing is left to read.
        if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true)
        {
            return [];
        }

        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, request.HttpContext.RequestAborted);
        return buffer.ToArray();
    }
}
