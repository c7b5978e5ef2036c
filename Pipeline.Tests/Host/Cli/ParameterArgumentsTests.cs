using Pipeline.Host.Cli;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Host.Cli;

public class ParameterArgumentsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("./data", "{0}/data")]
    [InlineData("../shared/data", "{1}/shared/data")]
    [InlineData(".", "{0}")]
    public void A_value_that_starts_as_a_relative_path_is_the_callers(string value, string expected) =>
        Assert.Equal(string.Format(expected, _folder.Path, Path.GetDirectoryName(_folder.Path)), Read($"source={value}"));

    [Fact]
    public void So_is_one_that_exists_there()
    {
        Directory.CreateDirectory(_folder["data"]);
        Assert.Equal(_folder["data"], Read("source=data"));
    }

    [Theory]
    [InlineData("nothing-there")]
    [InlineData("/absolute")]
    [InlineData("s3://bucket/x")]
    [InlineData("")]
    [InlineData("a=b=c")]
    public void Any_other_value_stays_as_it_is(string value) => Assert.Equal(value, Read($"source={value}"));

    [Theory]
    [InlineData("source", "'source' is no parameter: write --param NAME=VALUE.")]
    [InlineData("=x", "'=x' is no parameter: write --param NAME=VALUE.")]
    public void What_is_no_parameter_is_refused(string argument, string message) =>
        Assert.Equal(message, Assert.Throws<CommandException>(() => Read(argument)).Message);

    [Fact]
    public void The_same_name_twice_is_refused() =>
        Assert.Contains("given twice", Assert.Throws<CommandException>(() => ParameterArguments.Read(["a=1", "a=2"], _folder.Path)).Message);

    private string Read(string argument) => ParameterArguments.Read([argument], _folder.Path)["source"];
}
