using Pipeline.Host.Service;

namespace Pipeline.Host.Api;

/// <summary>The service's end, once its runs have ended.</summary>
/// <param name="Draining">Whether new runs are refused and the service ends when none is unfinished.</param>
/// <param name="Unfinished">How many runs go on; null when the index does not tell now.</param>
public sealed record DrainState(bool Draining, int? Unfinished);

internal static class DrainEndpoints
{
    public static void MapDrain(this IEndpointRouteBuilder routes)
    {
        var drain = routes.MapGroup("/drain").WithTags("Service");
        drain.MapPost("", (Activity activity, RunIndex runs, CancellationToken cancellation) => Set(true, activity, runs, cancellation)).WithName("Drain")
            .WithSummary("Takes no new runs, and ends the service when no run is unfinished.");
        drain.MapDelete("", (Activity activity, RunIndex runs, CancellationToken cancellation) => Set(false, activity, runs, cancellation)).WithName("EndDrain")
            .WithSummary("Takes new runs again.");
        drain.MapGet("", State).WithName("GetDrain").WithSummary("Whether the service is draining, and how many runs it waits for.");
    }

    private static Task<DrainState> Set(bool draining, Activity activity, RunIndex runs, CancellationToken cancellation)
    {
        activity.IsDraining = draining;
        return State(activity, runs, cancellation);
    }

    private static async Task<DrainState> State(Activity activity, RunIndex runs, CancellationToken cancellation) =>
        new(activity.IsDraining, await UnfinishedRuns.Count(runs, cancellation));
}
