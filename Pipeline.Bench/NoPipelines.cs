using System.Collections.Immutable;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Runs;

namespace Pipeline.Bench;

/// <summary>Runs that are taken up carry their pipeline with them.</summary>
internal sealed class NoPipelines : IPipelines
{
    public RunRequest Prepare(string pipeline, ImmutableSortedDictionary<string, string> parameters) => throw new UnknownPipelineException(pipeline, []);

    public ImmutableArray<PipelineSummary> List() => [];

    public PipelineDescription Describe(string pipeline) => throw new UnknownPipelineException(pipeline, []);
}
