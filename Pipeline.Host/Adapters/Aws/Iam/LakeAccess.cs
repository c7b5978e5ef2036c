using System.Collections.Immutable;
using Pipeline.Host.Adapters.Aws.S3;

namespace Pipeline.Host.Adapters.Aws.Iam;

/// <summary>Statements for exactly the buckets and prefixes that a run reads and writes.</summary>
/// <param name="account">For the ARNs.</param>
internal sealed class LakeAccess(AwsAccount account)
{
    /// <summary>What Spark does: reads the source, works under the run's prefix, and the nodes push their logs.</summary>
    /// <param name="source">Null for one that is generated under the run's prefix.</param>
    /// <param name="run">The run's prefix.</param>
    /// <param name="logs">The cluster's own prefix.</param>
    public ImmutableArray<PolicyStatement> ForSpark(S3Location? source, S3Location run, S3Location logs) =>
    [
        Locate(Some(source, run, logs)),
        .. Some(source, run, logs).GroupBy(place => place.Bucket).Select((places, i) => List($"List{Number(i)}", [.. places])),
        new("Read", ["s3:GetObject"], [.. Some(source, run).Select(Objects)]),
        new("Write", ["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"], [Objects(run)]),
        new("Log", ["s3:PutObject"], [Objects(logs)]),
    ];

    /// <summary>What COPY does: reads manifests and the files they name.</summary>
    public ImmutableArray<PolicyStatement> ForCopy(S3Location run) =>
    [
        Locate([run]),
        List("List", [run]),
        new("Read", ["s3:GetObject"], [Objects(run)]),
    ];

    private PolicyStatement Locate(IEnumerable<S3Location> places) =>
        new("Locate", ["s3:GetBucketLocation"], [.. places.Select(place => account.Bucket(place.Bucket)).Distinct()]);

    private PolicyStatement List(string sid, ImmutableArray<S3Location> places) => new(sid, ["s3:ListBucket"], [account.Bucket(places[0].Bucket)])
    {
        // A whole bucket as the source has no prefix to name.
        Conditions = places.Any(place => place.Key.Length == 0)
            ? []
            : [new PolicyCondition("StringLike", "s3:prefix", [.. places.SelectMany(place => new[] { place.Key, $"{place.Key}/*" }).Distinct()])],
    };

    private string Objects(S3Location place) => account.Bucket(place.Below("*").Path);

    private static IEnumerable<S3Location> Some(params S3Location?[] places) => places.OfType<S3Location>();

    private static string Number(int i) => i == 0 ? "" : $"{i + 1}";
}
