namespace Pipeline.Actors.Runs;

/// <summary>The deterministic names of everything a run asks for. They are part of the journal: never change one.</summary>
public static class RunNames
{
    /// <summary>The schema that scripts see as <c>${schema}</c>; each run has a database or cluster of its own.</summary>
    public const string Schema = "public";

    /// <summary>Cluster and warehouse, and the prefix of everything else.</summary>
    public static string Of(string pipeline, RunId run) => $"{pipeline}-{run}";

    /// <summary>The run whose cluster or warehouse is called so; null for a name of another make.</summary>
    public static string? RunOf(string name) => name.LastIndexOf('-') is var hyphen and > 0 && name[(hyphen + 1)..] is { Length: > 0 } run ? run : null;

    public static string Session(string pipeline, RunId run, string job, int attempt) => $"{pipeline}-{run}-{job}-{attempt}";

    /// <summary>What a statement's first line carries, so that it is found again; the bracket keeps 1 from being found in 10.</summary>
    public static string Marker(RunId run, string job, int attempt, int index) => $"[{run}/{job}/{attempt}/{index}]";
}
