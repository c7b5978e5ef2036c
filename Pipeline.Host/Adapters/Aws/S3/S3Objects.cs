using Amazon.S3;
using Amazon.S3.Model;
using Pipeline.Host.Adapters.Aws.Errors;

namespace Pipeline.Host.Adapters.Aws.S3;

/// <summary>Objects of S3, with every page of a list.</summary>
/// <param name="s3">The client.</param>
public sealed class S3Objects(IAmazonS3 s3)
{
    private readonly AwsCalls _calls = new(S3Errors.Table);

    /// <summary>Everything below the prefix.</summary>
    public async Task<List<S3Entry>> List(S3Location below, CancellationToken cancellation)
    {
        var all = new List<S3Entry>();
        string? token = null;
        do
        {
            var page = await Page(below, token, null, cancellation);
            all.AddRange((page.S3Objects ?? []).Select(found => new S3Entry(found.Key, found.Size ?? 0)));
            token = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (token is not null);
        return all;
    }

    public async Task<bool> Any(S3Location below, CancellationToken cancellation) => (await Page(below, null, 1, cancellation)).S3Objects is { Count: > 0 };

    /// <summary>The object's text, or null when there is none.</summary>
    public Task<string?> Read(S3Location at, CancellationToken cancellation) => _calls.Send<string?>(
        $"read {at}",
        async c =>
        {
            using var found = await s3.GetObjectAsync(new GetObjectRequest { BucketName = at.Bucket, Key = at.Key }, c);
            using var reader = new StreamReader(found.ResponseStream);
            return await reader.ReadToEndAsync(c);
        },
        AwsMeaning.NotFound,
        () => null,
        cancellation);

    /// <summary>Whole or not at all, as every object of S3.</summary>
    public Task Write(S3Location at, string text, CancellationToken cancellation) => _calls.Send(
        $"write {at}",
        c => s3.PutObjectAsync(new PutObjectRequest { BucketName = at.Bucket, Key = at.Key, ContentBody = text, ContentType = "text/plain; charset=utf-8", UseChunkEncoding = false }, c),
        cancellation);

    public Task Upload(S3Location at, string file, CancellationToken cancellation) => _calls.Send(
        $"write {at}", c => s3.PutObjectAsync(new PutObjectRequest { BucketName = at.Bucket, Key = at.Key, FilePath = file }, c), cancellation);

    private Task<ListObjectsV2Response> Page(S3Location below, string? token, int? most, CancellationToken cancellation) => _calls.Send(
        $"list {below}",
        c => s3.ListObjectsV2Async(
            new ListObjectsV2Request
            {
                BucketName = below.Bucket,
                Prefix = below.Key.Length == 0 ? "" : below.Key + "/",
                ContinuationToken = token,
                MaxKeys = most,
            },
            c),
        cancellation);
}
