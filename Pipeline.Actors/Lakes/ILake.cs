using System.Collections.Immutable;

namespace Pipeline.Actors.Lakes;

/// <summary>The sink: a folder locally, S3 on AWS.</summary>
/// <remarks>Every member throws <see cref="PortFailureException"/> for an outside error, and no other.</remarks>
public interface ILake
{
    /// <summary>Makes sure that the source is there (a <c>sample://</c> one is generated) and writes the reference tables under the run's prefix; safe to repeat.</summary>
    Task<LakePaths> Prepare(LakeRequest request, CancellationToken cancellation);

    /// <summary>Writes the manifest that makes an attempt's output the one that counts, after listing its objects; safe to repeat.</summary>
    Task<OutputManifest> Commit(OutputToCommit output, CancellationToken cancellation);

    /// <summary>The job's manifest, or null when no attempt was committed.</summary>
    Task<OutputManifest?> ReadManifest(string location, CancellationToken cancellation);

    /// <summary>What is there now of a manifest's objects, with their sizes as they are now; what is gone is left out.</summary>
    Task<ImmutableArray<LakeObject>> FindObjects(OutputManifest manifest, CancellationToken cancellation);
}

/// <param name="RunId">The run.</param>
/// <param name="Source">As the definition and parameters give it.</param>
/// <param name="Sink">The lake's root.</param>
/// <param name="Reference">Text by file name.</param>
public sealed record LakeRequest(string RunId, string Source, string Sink, ImmutableSortedDictionary<string, string> Reference);

/// <summary>What scripts see as <c>${source}</c> and <c>${reference}</c>, and the run's prefix in the sink.</summary>
public sealed record LakePaths(string Source, string Reference, string RunPrefix)
{
    /// <summary>What the attempt's script sees as <c>${sink}</c>.</summary>
    public string Output(string job, int attempt) => $"{Outputs(job)}/{attempt}";

    /// <summary>Holds the folders of all the job's attempts.</summary>
    public string Outputs(string job) => $"{RunPrefix}/{job}";

    public string Manifest(string job) => $"{RunPrefix}/{job}.manifest";
}

/// <param name="Manifest">Where the manifest goes.</param>
/// <param name="Folder">The attempt's folder.</param>
/// <param name="Rows">What the job's report says was written.</param>
/// <param name="Columns">What the job's DESCRIBE said.</param>
public sealed record OutputToCommit(string Manifest, string Folder, long Rows, ImmutableArray<OutputColumn> Columns);

/// <param name="Location">Where it lies.</param>
/// <param name="Objects">The Parquet files that count.</param>
/// <param name="Rows">Rows in all of them.</param>
/// <param name="Columns">Their schema.</param>
public sealed record OutputManifest(string Location, ImmutableArray<LakeObject> Objects, long Rows, ImmutableArray<OutputColumn> Columns);

/// <param name="Url">Absolute.</param>
/// <param name="Bytes">Its size.</param>
public sealed record LakeObject(string Url, long Bytes);

/// <param name="Name">As DESCRIBE gives it.</param>
/// <param name="Type">Spark's SQL name of the type, lower case: <c>string</c>, <c>decimal(10,2)</c>.</param>
public sealed record OutputColumn(string Name, string Type);
