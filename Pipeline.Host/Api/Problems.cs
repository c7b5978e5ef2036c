using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Pipeline.Host.Api;

/// <summary>RFC 9457 problem details; where there are several problems, all of them as <c>problems</c>.</summary>
internal static class Problems
{
    public static ProblemHttpResult NotFound(string detail) => Of(StatusCodes.Status404NotFound, "Not found", detail);

    /// <summary>The request is wrong in itself.</summary>
    public static ProblemHttpResult BadRequest(params ImmutableArray<string> problems) =>
        Of(StatusCodes.Status400BadRequest, "Bad request", string.Join('\n', problems), problems);

    /// <summary>The request is well made, but what it asks for cannot be done.</summary>
    public static ProblemHttpResult Unprocessable(string detail, ImmutableArray<string> problems) =>
        Of(StatusCodes.Status422UnprocessableEntity, "The run cannot be started", detail, problems);

    public static ProblemHttpResult UnsupportedMediaType(HttpRequest request) =>
        Of(StatusCodes.Status415UnsupportedMediaType, "Unsupported media type", MediaType(request));

    /// <summary>Gives the answers that routing makes by itself the words of ours, and tells when to ask again.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        var (request, response) = (context.HttpContext.Request, context.HttpContext.Response);
        if (response.StatusCode == StatusCodes.Status503ServiceUnavailable && response.Headers.RetryAfter.Count == 0)
        {
            response.Headers.RetryAfter = "1";
        }

        context.ProblemDetails.Detail ??= response.StatusCode switch
        {
            StatusCodes.Status404NotFound => $"There is nothing at {request.Path}; /openapi/v1.json tells what there is.",
            StatusCodes.Status405MethodNotAllowed => $"{request.Path} does not take {request.Method}.",
            StatusCodes.Status415UnsupportedMediaType => MediaType(request),
            _ => null,
        };
    }

    public static ProblemHttpResult Conflict(string detail) => Of(StatusCodes.Status409Conflict, "Conflict", detail);

    public static ProblemHttpResult Unavailable(string detail) => Of(StatusCodes.Status503ServiceUnavailable, "Not available now", detail);

    /// <summary>The journal cannot tell: the caller is right to ask, and asking again does not help.</summary>
    public static ProblemHttpResult Unreadable(string detail) => Of(StatusCodes.Status500InternalServerError, "The journal is damaged", detail);

    /// <summary>Which event, as words for people and as values for programs.</summary>
    public static ProblemHttpResult Damaged(JournalDamagedException damaged) => TypedResults.Problem(
        damaged.Message, statusCode: StatusCodes.Status500InternalServerError, title: "The journal is damaged", extensions:
        [
            KeyValuePair.Create<string, object?>("persistenceId", damaged.Damage.PersistenceId),
            KeyValuePair.Create<string, object?>("sequence", damaged.Damage.Sequence),
            KeyValuePair.Create<string, object?>("manifest", damaged.Damage.Manifest),
        ]);

    public static ProblemHttpResult Of(int status, string title, string detail, params ImmutableArray<string> problems) => TypedResults.Problem(
        detail, statusCode: status, title: title, extensions: problems.IsDefaultOrEmpty ? null : [KeyValuePair.Create<string, object?>("problems", problems)]);

    private static string MediaType(HttpRequest request) => $"The body has to be application/json; the request says '{request.ContentType ?? "nothing"}'.";
}
