using System.Collections.Immutable;
using Pipeline.Actors.Runs;

namespace Pipeline.Actors.Definitions;

/// <summary>The pipelines that can be run, read anew each time they are asked for.</summary>
public interface IPipelines
{
    /// <summary>Validates the pipeline and the parameters and reads every file; a problem is a <see cref="PortFailureException"/> that names all of them.</summary>
    RunRequest Prepare(string pipeline, ImmutableSortedDictionary<string, string> parameters);
}
