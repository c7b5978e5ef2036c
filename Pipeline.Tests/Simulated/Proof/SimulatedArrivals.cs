using System.Collections.Immutable;
using Pipeline.Actors.Definitions;
using Pipeline.Host.Definitions;
using Pipeline.Host.Simulated.Proof;
using Pipeline.Tests.Support;

namespace Pipeline.Tests.Simulated.Proof;

/// <summary>The arrivals pipeline, as verify takes it.</summary>
internal static class SimulatedArrivals
{
    public static readonly PipelineCatalog Pipelines = new(Checkout.Root, "s3://simulated/lake", TargetEnvironment.Simulated);

    public static readonly ProofSubject Subject = new(Pipelines.Prepare("arrivals", ImmutableSortedDictionary<string, string>.Empty), Pipelines);
}
