namespace Pipeline.Actors.Definitions;

/// <summary>Something wrong in a pipeline's files.</summary>
/// <param name="File">Relative to the folder that holds <c>pipelines/</c>.</param>
/// <param name="Line">From 1.</param>
/// <param name="Message">What is wrong, and how to mend it.</param>
public sealed record Problem(string File, int Line, string Message)
{
    public override string ToString() => $"{File}:{Line}: {Message}";
}
