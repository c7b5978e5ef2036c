using System.Collections.Immutable;

namespace Pipeline.Actors.Definitions.Reading;

/// <summary>Collects what is wrong with a pipeline, so that one answer names all of it.</summary>
internal sealed class ProblemList(string definitionFile, LineIndex lines)
{
    private readonly List<Problem> problems = [];

    /// <summary>A problem at a place of the definition, as <c>jobs/immigration/script</c>; its message starts with the place.</summary>
    public void Add(string path, string message) => AddAt(lines.Of(path), $"{path.Replace('/', '.')}{(path.Length == 0 ? "" : ": ")}{message}");

    public void AddAt(int line, string message) => problems.Add(new Problem(definitionFile, line, message));

    public void Add(Problem problem) => problems.Add(problem);

    /// <summary>Each once, the definition's first, by line.</summary>
    public ImmutableArray<Problem> ToImmutable() =>
        [.. problems.Distinct().OrderBy(p => p.File == definitionFile ? 0 : 1).ThenBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line)];
}
