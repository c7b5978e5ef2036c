using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Pipeline.Actors.Runs;

namespace Pipeline.Host.Api;

/// <summary>Runs over HTTP: reads a request, asks the index, writes its answer.</summary>
internal static class RunEndpoints
{
    public static void MapRuns(this IEndpointRouteBuilder routes)
    {
        var runs = routes.MapGroup("/runs").WithTags("Runs").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        runs.MapPost("", StartRunEndpoint.Handle).Accepts<StartRunBody>("application/json").WithName("StartRun")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(415).ProducesProblem(422)
            .WithSummary("Starts a run; an Idempotency-Key makes it repeatable.");
        runs.MapGet("", List).WithName("ListRuns").ProducesProblem(400).WithSummary("The runs, newest first.");
        runs.MapGet("{id}", Get).WithName("GetRun").ProducesProblem(400).ProducesProblem(404)
            .WithSummary("A run as it is now, or as it was after event N (?at=N).");
        runs.MapGet("{id}/events", RunEventsEndpoint.Handle).WithName("GetRunEvents").Produces<EventBody[]>().ProducesProblem(400).ProducesProblem(404)
            .WithSummary("A run's events; with Accept: text/event-stream live until the run's end, resumable by Last-Event-ID.");
        runs.MapPost("{id}/cancel", Cancel).WithName("CancelRun").Produces<CancelAnswer>(202).ProducesProblem(404).ProducesProblem(409)
            .WithSummary("Cancels a run: outside work stops, everything is removed. With nothing to cancel nothing changes, and the answer says so.");
        runs.MapPost("{id}/retry", RunAgainEndpoints.Retry).WithName("RetryRun").Produces<RetryAnswer>(202).ProducesProblem(404).ProducesProblem(409)
            .WithSummary("Goes on with a run that failed or was cancelled, and keeps what it has done.");
        runs.MapPost("{id}/rerun", RunAgainEndpoints.Rerun).WithName("RerunRun").Produces<RunStarted>(202).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409)
            .WithSummary("Starts a new run of what this one has recorded; an Idempotency-Key makes it repeatable.");
    }

    private static async Task<Results<Ok<RunSummary[]>, ProblemHttpResult>> List(
        RunIndex runs, CancellationToken cancellation, string? pipeline = null, string? state = null)
    {
        var phase = PhaseWords.Parse(state);
        if (state is not null && phase is null)
        {
            return Problems.BadRequest(PhaseWords.Refuse(state));
        }

        return await runs.Ask(new ListRuns(pipeline, phase), cancellation) is RunList list
            ? TypedResults.Ok(list.Runs.ToArray())
            : Problems.Unavailable("The list of runs could not be read.");
    }

    private static async Task<Results<Ok<RunView>, ProblemHttpResult>> Get(
        string id, RunIndex runs, CancellationToken cancellation, [FromQuery] string? at = null)
    {
        if (!RunId.TryParse(id, out var run))
        {
            return Unknown(id);
        }

        if (!Position(at, out var position))
        {
            return await runs.Ask(new GetRun(run), cancellation) is RunView now
                ? Problems.BadRequest($"'at' is '{at}'; it has to be the number of an event, from 1 to {now.Events}.")
                : Unknown(id);
        }

        return await runs.Ask(new GetRun(run, position), cancellation) switch
        {
            RunView view => TypedResults.Ok(view),
            NoSuchEvent beyond => Problems.NotFound(beyond.Why),
            Refused refused => Problems.Unreadable(refused.Why),
            _ => Unknown(id),
        };
    }

    private static async Task<Results<Accepted<CancelAnswer>, ProblemHttpResult>> Cancel(string id, RunIndex runs, CancellationToken cancellation)
    {
        if (!RunId.TryParse(id, out var run))
        {
            return Unknown(id);
        }

        return await runs.Ask(new CancelRun(run), cancellation) switch
        {
            CancelAnswer { Accepted: true } answer => TypedResults.Accepted($"/runs/{run}", answer),
            CancelAnswer answer => Problems.Conflict(answer.Message),
            Refused refused => Problems.Conflict(refused.Why),
            _ => Unknown(id),
        };
    }

    internal static ProblemHttpResult Unknown(string id) => Problems.NotFound($"There is no run '{id}' in this service's journal (GET /runs lists them).");

    internal static bool Position(string? text, out long? position)
    {
        position = null;
        if (text is null)
        {
            return true;
        }

        var valid = long.TryParse(text, System.Globalization.NumberStyles.None, null, out var number) && number > 0;
        position = valid ? number : null;
        return valid;
    }
}
