using System.Collections.Immutable;

namespace Pipeline.Actors.Definitions;

/// <summary>The text of a pipeline's files, as they were when they were read.</summary>
/// <param name="Name">The definition's file name without its extension.</param>
/// <param name="Spark">Text by file name under <c>spark/&lt;name&gt;/</c>.</param>
/// <param name="Sql">Text by file name under <c>sql/&lt;name&gt;/</c>.</param>
/// <param name="Reference">Text by file name under <c>reference/&lt;name&gt;/</c>.</param>
/// <param name="Unreadable">Files that are there but cannot be used.</param>
public sealed record PipelineFiles(
    string Name,
    ImmutableSortedDictionary<string, string> Spark,
    ImmutableSortedDictionary<string, string> Sql,
    ImmutableSortedDictionary<string, string> Reference,
    ImmutableArray<Problem> Unreadable)
{
    public string DefinitionFile => $"pipelines/{Name}.yaml";

    public string SparkFile(string script) => $"spark/{Name}/{script}";

    public string SqlFile(string script) => $"sql/{Name}/{script}";
}
