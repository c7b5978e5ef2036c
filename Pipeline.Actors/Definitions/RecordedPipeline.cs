using System.Collections.Immutable;

namespace Pipeline.Actors.Definitions;

/// <summary>A definition with the text of every file it names, so that a run is replayed as it was, not as the files are now.</summary>
/// <param name="Definition">The validated definition.</param>
/// <param name="SparkScripts">Text by file name under <c>spark/&lt;pipeline&gt;/</c>.</param>
/// <param name="SqlScripts">Text by file name under <c>sql/&lt;pipeline&gt;/</c>.</param>
/// <param name="Reference">Text by file name under <c>reference/&lt;pipeline&gt;/</c>.</param>
public sealed record RecordedPipeline(
    PipelineDefinition Definition,
    ImmutableSortedDictionary<string, string> SparkScripts,
    ImmutableSortedDictionary<string, string> SqlScripts,
    ImmutableSortedDictionary<string, string> Reference);
