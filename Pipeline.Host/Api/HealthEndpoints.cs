using Pipeline.Actors.Runs;
using Pipeline.Host.Journals;

namespace Pipeline.Host.Api;

/// <summary>Whether the process answers, and whether it can take runs.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Health");
        health.MapGet("live", () => TypedResults.Ok(new { Status = "live" })).WithSummary("The process answers.");

        health.MapGet("ready", Ready)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable).WithSummary("The journal is reachable and the actors are up.");
    }

    /// <summary>The index recovers from the journal before it answers; whether that is still there has to be looked at.</summary>
    private static async Task<IResult> Ready(RunIndex runs, IJournal journal, CancellationToken cancellation) =>
        await runs.Ask(new ListRuns(State: RunPhase.Running), cancellation) is not RunList ? Problems.Unavailable("The run index does not answer.")
        : !await journal.IsReadable(cancellation) ? Problems.Unavailable($"The journal {journal.Name} cannot be read.")
        : TypedResults.Ok(new { Status = "ready" });
}
