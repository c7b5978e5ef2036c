using System.Text.RegularExpressions;
using Amazon.S3;
using Amazon.S3.Model;

namespace Pipeline.Tests.EndToEnd.Aws;

/// <summary>Plays the cluster's file system: what a statement names in S3 is fetched into a folder before it runs, and what it wrote is put back when it has ended.</summary>
/// <param name="s3">The buckets.</param>
/// <param name="folder">Takes their place for the local engine, which knows no S3.</param>
internal sealed partial class S3Mirror(IAmazonS3 s3, string folder)
{
    private readonly SemaphoreSlim _one = new(1);

    private string Root => folder.TrimEnd('/') + "/";

    public string ToLocal(string text) => text.Replace("s3://", Root, StringComparison.Ordinal);

    public string ToS3(string text) => text.Replace(Root, "s3://", StringComparison.Ordinal);

    /// <summary>The folder that a statement writes, or null.</summary>
    public static string? Output(string code) => Written().Match(code) is { Success: true } match ? match.Groups[1].Value : null;

    public async Task Fetch(string code)
    {
        await _one.WaitAsync();
        try
        {
            foreach (var place in Named().Matches(code).Select(match => match.Value).Distinct())
            {
                var (bucket, key) = Split(place);
                foreach (var found in await List(bucket, key))
                {
                    var file = Path.Combine(folder, bucket, found.Key);
                    if (!File.Exists(file))
                    {
                        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                        using var content = await s3.GetObjectAsync(bucket, found.Key);
                        await content.WriteResponseStreamToFileAsync(file, false, CancellationToken.None);
                    }
                }
            }
        }
        finally
        {
            _one.Release();
        }
    }

    public async Task Put(string output)
    {
        var (bucket, _) = Split(output);
        var root = Path.Combine(folder, bucket);
        foreach (var file in Directory.EnumerateFiles(ToLocal(output), "*", SearchOption.AllDirectories))
        {
            await s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = Path.GetRelativePath(root, file), FilePath = file });
        }
    }

    private async Task<List<S3Object>> List(string bucket, string key)
    {
        var found = new List<S3Object>();
        string? token = null;
        do
        {
            var page = await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Prefix = key, ContinuationToken = token });
            found.AddRange(page.S3Objects ?? []);
            token = page.NextContinuationToken;
        }
        while (token is not null);
        return found;
    }

    internal static (string Bucket, string Key) Split(string place)
    {
        var path = place["s3://".Length..];
        var slash = path.IndexOf('/');
        return (path[..slash], path[(slash + 1)..]);
    }

    [GeneratedRegex(@"s3://[^'""`\s]+")]
    private static partial Regex Named();

    [GeneratedRegex(@"INSERT\s+OVERWRITE\s+DIRECTORY\s+'(s3://[^']+)'", RegexOptions.IgnoreCase)]
    private static partial Regex Written();
}
