using System.Text;
using Pipeline.Host.Api;
using Xunit;

namespace Pipeline.Tests.Host.Api;

public class StartRunBodyTests
{
    [Fact]
    public void A_body_names_a_pipeline_and_its_parameters()
    {
        var (body, problems) = Parse("""{"pipeline": "arrivals", "parameters": {"source": "/data", "rows": 5, "strict": true}}""");
        Assert.Empty(problems);
        Assert.Equal("arrivals", body!.Pipeline);
        Assert.Equal(["rows=5", "source=/data", "strict=true"], body.Parameters.Select(parameter => $"{parameter.Key}={parameter.Value}"));
    }

    [Theory]
    [InlineData("""{"pipeline": "arrivals",}""", "The body is not JSON: line 1, byte")]
    [InlineData("", "The body is not JSON: line 1, byte 1")]
    [InlineData("pipeline=arrivals", "The body is not JSON: line 1, byte 1")]
    [InlineData("{\n\"pipeline\": arrivals}", "The body is not JSON: line 2, byte 13")]
    [InlineData("""{"pipeline": "a", "pipeline": "b"}""", "The body is not JSON")]
    [InlineData("[]", "it is an array")]
    [InlineData("{}", "'pipeline' is missing")]
    [InlineData("""{"pipeline": 3}""", "'pipeline' is missing")]
    [InlineData("""{"pipeline": "arrivals", "parameters": []}""", "'parameters' has to be an object of texts; it is an array")]
    [InlineData("""{"pipeline": "arrivals", "parameters": {"a": null}}""", "The parameter 'a' has to be a text; it is null")]
    [InlineData("""{"pipeline": "arrivals", "params": {}}""", "'params' is no key of the body")]
    [InlineData("""{"pipeline": "arrivals", "parameter": {}}""", "did you mean 'parameters'?")]
    public void A_wrong_body_is_refused_with_what_and_where(string json, string expected)
    {
        var (body, problems) = Parse(json);
        Assert.Null(body);
        Assert.Contains(expected, Assert.Single(problems));
    }

    [Fact]
    public void Every_problem_is_told_at_once() => Assert.Equal(3, Parse("""{"pipline": "a", "parameters": {"x": []}}""").Problems.Length);

    [Fact]
    public void The_fingerprint_stands_for_the_request_not_for_its_layout()
    {
        var one = Parse("""{"pipeline": "a", "parameters": {"x": "1", "y": "2"}}""").Body!.Fingerprint();
        Assert.Equal(one, Parse("""{"parameters":{"y":"2","x":"1"},"pipeline":"a"}""").Body!.Fingerprint());
        Assert.NotEqual(one, Parse("""{"pipeline": "a", "parameters": {"x": "1", "y": "3"}}""").Body!.Fingerprint());
        Assert.NotEqual(one, Parse("""{"pipeline": "a"}""").Body!.Fingerprint());
    }

    private static (StartRunBody? Body, System.Collections.Immutable.ImmutableArray<string> Problems) Parse(string json) =>
        StartRunBody.Parse(Encoding.UTF8.GetBytes(json));
}
