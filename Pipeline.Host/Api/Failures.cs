using Akka.Actor;
using Microsoft.AspNetCore.Diagnostics;
using Pipeline.Actors;

namespace Pipeline.Host.Api;

/// <summary>What an exception becomes for the caller: known ones say what happened, others go to the log only.</summary>
internal sealed class Failures(ILogger<Failures> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken cancellation)
    {
        if (exception is not (AskTimeoutException or PortFailureException or BadHttpRequestException or OperationCanceledException))
        {
            // The path and the exception, but neither query, headers nor body: those may hold a token.
            log.LogError(exception, "{Method} {Path} failed unexpectedly", http.Request.Method, http.Request.Path.Value);
        }

        var problem = exception switch
        {
            AskTimeoutException => Problems.Unavailable("The service did not answer in time; the request may be repeated (with the same Idempotency-Key)."),
            UnavailableException not => Problems.Unavailable(not.Message),
            JournalDamagedException damaged => Problems.Damaged(damaged),
            PortFailureException failure => Problems.Unavailable(failure.Message),
            BadHttpRequestException bad => Problems.Of(bad.StatusCode, "Bad request", bad.Message),
            _ => Problems.Of(StatusCodes.Status500InternalServerError, "Internal error", "The service failed; its log tells more."),
        };
        await problem.ExecuteAsync(http);
        return true;
    }
}
