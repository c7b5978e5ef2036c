using Pipeline.Actors.Definitions.Rules;
using Xunit;

namespace Pipeline.Tests.Definitions;

public class ParameterRulesTests
{
    private static readonly SamplePipeline Valid = new();

    [Theory]
    [InlineData("password")]
    [InlineData("db-password")]
    [InlineData("client_secret")]
    [InlineData("api-key")]
    [InlineData("github-token")]
    [InlineData("credentials")]
    public void A_name_that_sounds_like_a_secret_is_refused(string name) =>
        Assert.StartsWith(
            $"pipelines/orders.yaml:5: parameters.{name}: this name sounds like a secret, and parameters are public",
            Valid.With("  year:", $"  {name}:\n  year:").Problem());

    [Theory]
    [InlineData("run")]
    [InlineData("schema")]
    [InlineData("reference")]
    public void What_the_run_sets_itself_is_no_parameter(string name) =>
        Assert.Contains($"every script sees ${{{name}}} already", Valid.With("  year:", $"  {name}:\n  year:").Problem());

    [Theory]
    [InlineData("Year")]
    [InlineData("1year")]
    [InlineData("the year")]
    public void A_name_has_a_form(string name) => Assert.Contains("this name cannot be a parameter's", Valid.With("  year:", $"  \"{name}\":\n  year:").Problem());

    [Theory]
    [InlineData("it's", "a ' at position 3")]
    [InlineData("a\\b", "a \\ at position 2, which could end the SQL literal that it is put into; leave it out, and write paths with /.")]
    [InlineData("a\"b", "a \" at position 2")]
    [InlineData("a`b", "a ` at position 2")]
    [InlineData("a\nb", "a line break or another control character")]
    [InlineData("a\0b", "a line break or another control character")]
    [InlineData("${year}", "'${', which would be filled in again by Spark")]
    public void A_value_that_would_leave_its_literal_is_refused(string value, string why) => Assert.Contains(why, ParameterRules.ValueProblem(value));

    [Theory]
    [InlineData("")]
    [InlineData("2016")]
    [InlineData("s3://bucket/a b/c-d_e.f?x=1&y=2;z")]
    [InlineData("Größe ✓ $5 {x} %")]
    public void Other_values_are_taken(string value) => Assert.Null(ParameterRules.ValueProblem(value));

    [Fact]
    public void Defaults_and_places_are_checked_like_values()
    {
        Assert.StartsWith("pipelines/orders.yaml:5: parameters.year.default: its value has a '", Valid.With("year: {", "year: { default: it's,").Problem());
        Assert.StartsWith("pipelines/orders.yaml:6: source: its value has a '", Valid.With("source: ${source}\n", "source: it's/${source}\n").Problem());
        Assert.StartsWith("pipelines/orders.yaml:7: sink: its value has a '", Valid.With("source: ${source}\n", "source: ${source}\nsink: it's\n").Problem());
    }

    [Fact]
    public void A_parameter_called_source_must_decide_the_source() =>
        Assert.Equal(
            "pipelines/orders.yaml:4: parameters.source: 'source' of the pipeline does not use this parameter, so it would change nothing; write 'source: ${source}', or rename it.",
            Valid.With("source: ${source}\n", "source: s3://orders/${year}\n").Problem());
}
