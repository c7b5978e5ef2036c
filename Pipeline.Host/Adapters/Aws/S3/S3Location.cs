using System.Text.RegularExpressions;

namespace Pipeline.Host.Adapters.Aws.S3;

/// <summary>A bucket, a prefix in it or an object: <c>s3://bucket/key</c>. A key never begins or ends with a slash.</summary>
public sealed partial record S3Location
{
    private S3Location(string bucket, string key) => (Bucket, Key) = (bucket, key);

    public string Bucket { get; }

    /// <summary>Empty for the whole bucket.</summary>
    public string Key { get; }

    /// <summary>As ARNs have it.</summary>
    public string Path => Key.Length == 0 ? Bucket : $"{Bucket}/{Key}";

    public S3Location Below(string key) => new(Bucket, Key.Length == 0 ? key : $"{Key}/{key}");

    /// <summary>Null for what is no address in S3. <c>s3a://</c> and <c>s3n://</c> are Hadoop's names for the same.</summary>
    public static S3Location? Parse(string text)
    {
        var match = Form().Match(text);
        return match.Success ? new S3Location(match.Groups["bucket"].Value, match.Groups["key"].Value) : null;
    }

    public override string ToString() => $"s3://{Path}";

    // Bucket names: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html. A key holds nothing that a script's literal, a policy or Spark's globs would read otherwise.
    [GeneratedRegex(@"^s3[an]?://(?<bucket>[a-z0-9](?:[a-z0-9-]|\.(?!\.)){1,61}[a-z0-9])(?:/+(?<key>[A-Za-z0-9!_.=+@-]+(?:/[A-Za-z0-9!_.=+@-]+)*))?/*$")]
    private static partial Regex Form();
}
