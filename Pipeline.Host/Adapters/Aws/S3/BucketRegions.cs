using System.Collections.Concurrent;
using Amazon.S3;
using Amazon.S3.Model;
using Pipeline.Actors;
using Pipeline.Host.Adapters.Aws.Errors;

namespace Pipeline.Host.Adapters.Aws.S3;

/// <summary>Where buckets are. COPY of Parquet reads only from its own region, and every other read from afar costs.</summary>
/// <param name="s3">The client.</param>
/// <param name="region">The service's own.</param>
public sealed class BucketRegions(IAmazonS3 s3, string region)
{
    private readonly AwsCalls _calls = new(S3Errors.Table);
    private readonly ConcurrentDictionary<string, string> _known = [];

    /// <summary>Throws for a bucket in another region.</summary>
    public async Task Require(string bucket, string what, CancellationToken cancellation)
    {
        var found = await Of(bucket, cancellation);
        if (found != region)
        {
            throw PortFailureException.Permanent(
                $"The {what}'s bucket {bucket} is in {found}, but clusters and warehouse are made in {region}: take a bucket there, or set aws.region to {found}.");
        }
    }

    /// <summary>A bucket never moves.</summary>
    public async Task<string> Of(string bucket, CancellationToken cancellation)
    {
        if (_known.TryGetValue(bucket, out var known))
        {
            return known;
        }

        var answer = await _calls.Send($"tell the region of bucket {bucket}", c => s3.GetBucketLocationAsync(new GetBucketLocationRequest { BucketName = bucket }, c), cancellation);
        return _known[bucket] = Name(answer.Location?.Value);
    }

    /// <summary>The two oldest regions have names of their own here.</summary>
    internal static string Name(string? location) => location switch
    {
        null or "" => "us-east-1",
        "EU" => "eu-west-1",
        _ => location,
    };
}
