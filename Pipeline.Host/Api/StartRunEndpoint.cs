using Pipeline.Actors.Definitions;
using Pipeline.Actors.Runs;

namespace Pipeline.Host.Api;

/// <summary><c>POST /runs</c>: everything wrong with the request is told before anything is journaled.</summary>
internal static class StartRunEndpoint
{
    private const int LongestKey = 200;

    public static async Task<IResult> Handle(HttpRequest request, IPipelines pipelines, RunIndex runs, CancellationToken cancellation)
    {
        if (!request.HasJsonContentType())
        {
            return Problems.UnsupportedMediaType(request);
        }

        var key = request.Headers["Idempotency-Key"].ToString();
        if (key.Length > LongestKey)
        {
            return Problems.BadRequest($"The Idempotency-Key has {key.Length} characters; {LongestKey} is the most.");
        }

        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellation);
        var (body, problems) = StartRunBody.Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
        if (body is null)
        {
            return Problems.BadRequest(problems);
        }

        try
        {
            return await Start(body, pipelines.Prepare(body.Pipeline, body.Parameters), key.Length == 0 ? null : key, runs, cancellation);
        }
        catch (UnknownPipelineException unknown)
        {
            return Problems.NotFound(unknown.Message);
        }
        catch (InvalidPipelineException invalid)
        {
            return Problems.Unprocessable(invalid.Message, [.. invalid.Problems.Select(problem => problem.ToString())]);
        }
    }

    private static async Task<IResult> Start(StartRunBody body, RunRequest request, string? key, RunIndex runs, CancellationToken cancellation) =>
        await runs.Ask(new StartRun(request, key, body.Fingerprint()), cancellation) switch
        {
            RunAccepted accepted => TypedResults.Accepted(
                $"/runs/{accepted.Run}", new RunStarted(accepted.Run.Value, accepted.Repeated, $"/runs/{accepted.Run}")),
            Refused refused => Problems.Conflict(refused.Why),
            var other => throw new InvalidOperationException($"The index answered StartRun with {other.GetType().Name}."),
        };
}
