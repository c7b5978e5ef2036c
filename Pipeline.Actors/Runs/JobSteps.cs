namespace Pipeline.Actors.Runs;

/// <summary>The steps of a job that stand in no plan: they come as they are needed.</summary>
public static class JobSteps
{
    /// <summary>Looks for an output that an earlier attempt committed.</summary>
    public static string Output(string job) => $"output/{job}";

    /// <summary>Commits the output again; the first commit belongs to the attempt itself.</summary>
    public static string Commit(string job) => $"commit/{job}";
}
