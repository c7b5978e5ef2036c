using System.Collections.Immutable;
using Pipeline.Actors.Runs;

namespace Pipeline.Actors.Definitions;

/// <summary>The pipelines that can be run, read anew each time they are asked for.</summary>
public interface IPipelines
{
    /// <summary>Validates the pipeline and the parameters and reads every file.</summary>
    /// <exception cref="UnknownPipelineException">There is none of this name; a permanent <see cref="PortFailureException"/>.</exception>
    /// <exception cref="InvalidPipelineException">All that is wrong with pipeline and parameters; a permanent <see cref="PortFailureException"/>.</exception>
    RunRequest Prepare(string pipeline, ImmutableSortedDictionary<string, string> parameters);

    /// <summary>Every pipeline by name, the invalid ones too.</summary>
    ImmutableArray<PipelineSummary> List();

    /// <summary>One pipeline with all that its file says, or all that is wrong with it.</summary>
    /// <exception cref="UnknownPipelineException">There is none of this name.</exception>
    PipelineDescription Describe(string pipeline);
}

/// <param name="Name">As its file is called.</param>
/// <param name="Description">What it says of itself.</param>
/// <param name="Problems">Empty when it can be run here.</param>
public sealed record PipelineSummary(string Name, string Description, ImmutableArray<Problem> Problems)
{
    public bool Valid => Problems.IsEmpty;
}

/// <param name="Name">As its file is called.</param>
/// <param name="Description">What it says of itself.</param>
/// <param name="Definition">Null when it is invalid.</param>
/// <param name="Problems">Empty when it can be run here.</param>
public sealed record PipelineDescription(string Name, string Description, PipelineDefinition? Definition, ImmutableArray<Problem> Problems)
{
    public bool Valid => Problems.IsEmpty;
}
