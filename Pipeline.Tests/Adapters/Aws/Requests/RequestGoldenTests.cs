using Xunit;

namespace Pipeline.Tests.Adapters.Aws.Requests;

/// <summary>Every request to AWS, as it leaves. A golden file's first line is the AWS CLI's command that sends the same.</summary>
public sealed class RequestGoldenTests
{
    public static TheoryData<string> Cases => [.. RequestCases.All.Select(request => request.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_request_is_the_golden_one(string name)
    {
        var request = await RequestCases.All.Single(known => known.Name == name).Send();
        var command = GoldenFile.Read("Requests", $"{name}.txt").Split('\n')[0];

        GoldenFile.Matches($"{command}\n{RequestText.Of(request)}", "Requests", $"{name}.txt");
    }
}
