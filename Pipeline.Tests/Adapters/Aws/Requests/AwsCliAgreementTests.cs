using System.Text.RegularExpressions;
using Pipeline.Tests.Adapters.Aws.Support;
using Pipeline.Tests.Compat.Aws;
using Xunit;

namespace Pipeline.Tests.Adapters.Aws.Requests;

/// <summary>The golden requests against what the AWS CLI really sends for the command in their first line.</summary>
public sealed partial class AwsCliAgreementTests
{
    public static TheoryData<string> Cases => RequestGoldenTests.Cases;

    [AwsCliTheory]
    [MemberData(nameof(Cases))]
    public async Task The_CLI_sends_the_same(string name)
    {
        var golden = GoldenFile.Read("Requests", $"{name}.txt");
        using var server = new CaptureServer();
        await AwsCli.Run(golden.Split('\n')[0], server.Address);

        var sent = server.Requests[0];
        var (head, body) = Parts(golden[(golden.IndexOf('\n') + 1)..]);
        Assert.Equal(body, Body(sent));
        Assert.Equal(head.First(line => !line.StartsWith("? ", StringComparison.Ordinal)).Split(' ')[0], sent.Method);
        Assert.Equal(Field(head, "X-Amz-Target"), sent.Headers.GetValueOrDefault("X-Amz-Target"));
        Assert.Equal(Place(head[0]), Uri.UnescapeDataString(sent.Url.AbsolutePath));
        Assert.Equal(
            head.Where(line => line.StartsWith("? ", StringComparison.Ordinal)),

            // The CLI asks for keys that any XML parser can read; ours holds none that need it.
            RequestText.Query(sent.Url).Where(pair => !pair.StartsWith("? encoding-type", StringComparison.Ordinal)));
    }

    private static (string[] Head, string Body) Parts(string golden)
    {
        var parts = golden.Split("\n\n", 2);
        return (parts[0].Split('\n'), parts[1].TrimEnd('\n'));
    }

    private static string Body(WireRequest sent)
    {
        var body = RequestText.Body(sent.Body, sent.Headers.GetValueOrDefault("Content-Type") ?? "");
        return Chunk().Match(body) is { Success: true } chunk ? chunk.Groups[1].Value : body.TrimEnd('\n');
    }

    private static string? Field(string[] head, string name) =>
        head.FirstOrDefault(line => line.StartsWith(name + ": ", StringComparison.Ordinal))?[(name.Length + 2)..];

    /// <summary>The path as it is when the bucket is not in the host's name.</summary>
    private static string Place(string line)
    {
        var url = new Uri(line.Split(' ')[1]);
        var bucket = url.Host.Split(".s3.") is [var name, _] ? "/" + name : "";
        return bucket + (bucket.Length > 0 && url.AbsolutePath == "/" ? "" : Uri.UnescapeDataString(url.AbsolutePath));
    }

    // What is uploaded comes in chunks with a checksum behind.
    [GeneratedRegex(@"^[0-9a-f]+(?:;chunk-signature=[0-9a-f]+)?\r\n(.*)\r\n0", RegexOptions.Singleline)]
    private static partial Regex Chunk();
}
