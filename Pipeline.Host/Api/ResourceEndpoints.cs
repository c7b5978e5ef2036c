using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Pipeline.Actors.Ledger;
using Pipeline.Actors.Runs;

namespace Pipeline.Host.Api;

/// <summary>The ledger over HTTP: what runs asked for beside what there is outside, and the removal of one thing on request.</summary>
internal static class ResourceEndpoints
{
    public static void MapResources(this IEndpointRouteBuilder routes)
    {
        var resources = routes.MapGroup("/resources").WithTags("Resources").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        resources.MapGet("", List).WithName("ListResources").ProducesProblem(400).ProducesProblem(404)
            .WithSummary("What runs asked for and is not confirmed gone (?all=true: everything; ?run=ID: one run's), beside what the outside says.");
        resources.MapDelete("{kind}/{name}", Remove).WithName("RemoveResource").Produces<RemovalAccepted>(202).ProducesProblem(409)
            .WithSummary("Removes one thing outside that carries a journal's mark, another journal's too; ?id= says which of several of one name.");
    }

    private static async Task<Results<Ok<ResourceList>, ProblemHttpResult>> List(
        LedgerIndex ledger, CancellationToken cancellation, [FromQuery] string? all = null, [FromQuery] string? run = null)
    {
        if (all is not (null or "" or "true" or "false"))
        {
            return Problems.BadRequest($"'all' is '{all}'; it has to be true or false.");
        }

        RunId? only = null;
        if (run is not null)
        {
            if (!RunId.TryParse(run, out var id))
            {
                return RunEndpoints.Unknown(run);
            }

            only = id;
        }

        return await ledger.Ask(new GetResources(all == "true", only), cancellation) switch
        {
            ResourceList list => TypedResults.Ok(list),
            RunNotFound => RunEndpoints.Unknown(run!),
            Refused refused => Problems.Unavailable(refused.Why),
            _ => Problems.Unavailable("The ledger could not be read."),
        };
    }

    private static async Task<Results<Accepted<RemovalAccepted>, ProblemHttpResult>> Remove(
        string kind, string name, LedgerIndex ledger, CancellationToken cancellation, [FromQuery] string? id = null) =>
        await ledger.Ask(new RemoveThing(kind, name, id), cancellation) switch
        {
            RemovalAccepted accepted => TypedResults.Accepted("/resources", accepted),
            Refused refused => Problems.Conflict(refused.Why),
            _ => Problems.Unavailable("The ledger could not be read."),
        };
}
