using System.Collections.Immutable;

namespace Pipeline.Actors.Definitions;

/// <summary>The pipeline, or the parameters for it, cannot be run as they are.</summary>
public sealed class InvalidPipelineException(string pipeline, ImmutableArray<Problem> problems)
    : PortFailureException(FailureKind.Permanent, Text(pipeline, problems))
{
    public string Pipeline { get; } = pipeline;

    /// <summary>All of them, at least one.</summary>
    public ImmutableArray<Problem> Problems { get; } = problems;

    private static string Text(string pipeline, ImmutableArray<Problem> problems) =>
        $"The pipeline '{pipeline}' cannot be run, for {(problems.Length == 1 ? "one problem" : $"{problems.Length} problems")}:\n" +
        string.Join('\n', problems);
}

/// <summary>There is no pipeline of this name.</summary>
public sealed class UnknownPipelineException(string pipeline, ImmutableArray<string> known)
    : PortFailureException(FailureKind.Permanent, Text(pipeline, known))
{
    public string Pipeline { get; } = pipeline;

    /// <summary>The names there are.</summary>
    public ImmutableArray<string> Known { get; } = known;

    private static string Text(string pipeline, ImmutableArray<string> known) =>
        $"There is no pipeline '{pipeline}'{NearestName.Hint(pipeline, known)}; " +
        (known.IsEmpty ? "the folder pipelines/ holds none: write one as pipelines/NAME.yaml." : $"there are {string.Join(", ", known)}.");
}
