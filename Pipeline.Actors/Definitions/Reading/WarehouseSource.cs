namespace Pipeline.Actors.Definitions.Reading;

/// <summary>A piece of SQL for the warehouse, from a file or from the definition itself.</summary>
/// <param name="Path">Where the definition names it or holds it.</param>
/// <param name="File">Null when it is inline.</param>
/// <param name="Text">The SQL, variables not filled in.</param>
internal sealed record WarehouseSource(string Path, string? File, string Text)
{
    /// <summary>The star table it loads or counts for.</summary>
    public string? Table { get; init; }

    /// <summary>The check it is the query of.</summary>
    public string? Check { get; init; }

    /// <summary>Reports at the line of the file, or where the inline text stands.</summary>
    public void Report(ProblemList problems, int line, string message)
    {
        if (File is { } file)
        {
            problems.Add(new Problem(file, line, message));
        }
        else
        {
            problems.Add(Path, message);
        }
    }
}
