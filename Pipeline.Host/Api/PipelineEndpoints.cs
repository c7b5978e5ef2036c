using Microsoft.AspNetCore.Http.HttpResults;
using Pipeline.Actors.Definitions;

namespace Pipeline.Host.Api;

/// <summary>The pipelines that can be run, as their files are now.</summary>
internal static class PipelineEndpoints
{
    public static void MapPipelines(this IEndpointRouteBuilder routes)
    {
        var pipelines = routes.MapGroup("/pipelines").WithTags("Pipelines");
        pipelines.MapGet("", (IPipelines all) => TypedResults.Ok(all.List().ToArray())).WithName("ListPipelines")
            .WithSummary("Every pipeline, with what is wrong with those that cannot be run.");
        pipelines.MapGet("{name}", Describe).WithName("GetPipeline").ProducesProblem(404).WithSummary("One pipeline's definition, or what is wrong with it.");
    }

    private static Results<Ok<PipelineDescription>, ProblemHttpResult> Describe(string name, IPipelines all)
    {
        try
        {
            return TypedResults.Ok(all.Describe(name));
        }
        catch (UnknownPipelineException unknown)
        {
            return Problems.NotFound(unknown.Message);
        }
    }
}
