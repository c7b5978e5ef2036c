using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Pipeline.Actors.Runs;
using Pipeline.Host.Configuration;

namespace Pipeline.Host.Api;

/// <summary><c>POST /runs/{id}/retry</c> goes on with a run, <c>POST /runs/{id}/rerun</c> makes a new one of what was recorded.</summary>
internal static class RunAgainEndpoints
{
    public static async Task<Results<Accepted<RetryAnswer>, ProblemHttpResult>> Retry(
        string id, RunIndex runs, PipelineOptions options, CancellationToken cancellation)
    {
        if (!RunId.TryParse(id, out var run))
        {
            return RunEndpoints.Unknown(id);
        }

        if (await runs.Ask(new GetRecordedRequest(run), cancellation) is RecordedRequest recorded && Elsewhere(run, recorded, options) is { } problem)
        {
            return problem;
        }

        return await runs.Ask(new RetryRun(run), cancellation) switch
        {
            RetryAnswer answer => TypedResults.Accepted($"/runs/{run}", answer),
            Refused refused => Problems.Conflict(refused.Why),
            _ => RunEndpoints.Unknown(id),
        };
    }

    public static async Task<IResult> Rerun(string id, RunIndex runs, PipelineOptions options, HttpRequest request, CancellationToken cancellation)
    {
        if (!StartRunEndpoint.Key(request, out var key, out var problem))
        {
            return problem;
        }

        if (!RunId.TryParse(id, out var run))
        {
            return RunEndpoints.Unknown(id);
        }

        return await runs.Ask(new GetRecordedRequest(run), cancellation) switch
        {
            RecordedRequest recorded when Elsewhere(run, recorded, options) is { } elsewhere => elsewhere,
            RecordedRequest recorded => StartRunEndpoint.Answer(
                await runs.Ask(new StartRun(recorded.Request, key, Fingerprint(run), run), cancellation)),
            Refused refused => Problems.Unreadable(refused.Why),
            _ => RunEndpoints.Unknown(id),
        };
    }

    private static ProblemHttpResult? Elsewhere(RunId run, RecordedRequest recorded, PipelineOptions options) =>
        recorded.Request.Environment == options.Environment ? null : Problems.Conflict(
            $"{RunElsewhere.Words(run, recorded.Request.Environment, options.Environment)} (pipeline.environment).");

    private static string Fingerprint(RunId run) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"rerun {run}")));
}
