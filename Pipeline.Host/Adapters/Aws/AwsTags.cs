using System.Collections.Immutable;

namespace Pipeline.Host.Adapters.Aws;

/// <summary>Whose a resource is: on everything that a run makes. What lacks them, or carries another journal's id, is never touched.</summary>
public sealed record AwsTags(string Pipeline, string RunId, string Journal)
{
    public const string PipelineKey = "pipeline";
    public const string RunKey = "pipeline-run";
    public const string JournalKey = "pipeline-journal";

    /// <summary>AmazonEMRServicePolicy_v2's conditions ask for it on whatever EMR may touch.</summary>
    public static readonly (string Key, string Value) EmrManaged = ("for-use-with-amazon-emr-managed-policies", "true");

    /// <param name="name"><c>&lt;pipeline&gt;-&lt;runId&gt;</c>.</param>
    /// <param name="runId">The run.</param>
    /// <param name="journal">The journal's id.</param>
    public static AwsTags Of(string name, string runId, string journal) =>
        new(name.EndsWith("-" + runId, StringComparison.Ordinal) ? name[..^(runId.Length + 1)] : name, runId, journal);

    public ImmutableArray<(string Key, string Value)> All => [(PipelineKey, Pipeline), (RunKey, RunId), (JournalKey, Journal)];

    /// <summary>True for what this run of this journal has made.</summary>
    public bool AreOn(IEnumerable<(string Key, string Value)> tags)
    {
        var found = tags.ToLookup(tag => tag.Key, tag => tag.Value);
        return found[RunKey].Contains(RunId) && found[JournalKey].Contains(Journal);
    }
}
