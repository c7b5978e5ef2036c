using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Runs;
using Pipeline.Host.Service;

namespace Pipeline.Host.Api;

/// <summary><c>POST /runs</c>: everything wrong with the request is told before anything is journaled.</summary>
internal static class StartRunEndpoint
{
    private const int LongestKey = 200;

    public static async Task<IResult> Handle(HttpRequest request, IPipelines pipelines, IEnumerable<IRunCheck> checks, RunIndex runs, CancellationToken cancellation)
    {
        if (!request.HasJsonContentType())
        {
            return Problems.UnsupportedMediaType(request);
        }

        if (!Key(request, out var key, out var problem))
        {
            return problem;
        }

        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellation);
        var (body, wrong) = StartRunBody.Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
        if (body is null)
        {
            return Problems.BadRequest(wrong);
        }

        // A repeated request is answered as the first was, whatever has become of the files since.
        if (key is not null && await runs.Ask(new FindStarted(key, body.Fingerprint()), cancellation) is var started and not KeyUnknown)
        {
            return Answer(started);
        }

        try
        {
            var prepared = pipelines.Prepare(body.Pipeline, body.Parameters);
            var refused = (await Task.WhenAll(checks.Select(check => check.Problems(prepared, cancellation)))).SelectMany(found => found).ToImmutableArray();
            return refused.IsEmpty
                ? Answer(await runs.Ask(new StartRun(prepared, key, body.Fingerprint()), cancellation))
                : Problems.Unprocessable($"The pipeline '{body.Pipeline}' cannot be run here:\n{string.Join('\n', refused)}", refused);
        }
        catch (UnknownPipelineException unknown)
        {
            return Problems.NotFound(unknown.Message);
        }
        catch (InvalidPipelineException invalid)
        {
            return Problems.Unprocessable(invalid.Message, [.. invalid.Problems.Select(found => found.ToString())]);
        }
    }

    /// <summary>The Idempotency-Key, or null where none is given.</summary>
    public static bool Key(HttpRequest request, out string? key, [NotNullWhen(false)] out IResult? problem)
    {
        var given = request.Headers["Idempotency-Key"].ToString();
        key = given.Length == 0 ? null : given;
        problem = given.Length > LongestKey ? Problems.BadRequest($"The Idempotency-Key has {given.Length} characters; {LongestKey} is the most.") : null;
        return problem is null;
    }

    /// <summary>What the index said to a run that was asked for.</summary>
    public static IResult Answer(object answer) => answer switch
    {
        RunAccepted accepted => TypedResults.Accepted(
            $"/runs/{accepted.Run}", new RunStarted(accepted.Run.Value, accepted.Repeated, $"/runs/{accepted.Run}")),
        Refused refused => Problems.Conflict(refused.Why),
        var other => throw new InvalidOperationException($"The index answered StartRun with {other.GetType().Name}."),
    };
}
