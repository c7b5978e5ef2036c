using Pipeline.Host.Configuration;
using Xunit;

namespace Pipeline.Tests.Host.Configuration;

public class EnvironmentOverlayTests
{
    [Theory]
    [InlineData("PIPELINE__HOME", "home")]
    [InlineData("PIPELINE__LISTEN__PORT", "listen.port")]
    [InlineData("PIPELINE__LISTEN__TOKEN_FILE", "listen.token-file")]
    public void Two_underscores_are_a_dot_and_one_is_a_hyphen(string variable, string setting)
    {
        Assert.Equal(setting, Assert.Single(Read((variable, "x"))).Key);
        Assert.Equal(variable, EnvironmentOverlay.Variable(setting));
    }

    [Fact]
    public void Other_variables_are_left_alone() => Assert.Empty(Read(("PIPELINE_TEST_ALL", "1"), ("PATH", "/bin"), ("XPIPELINE__HOME", "y")));

    private static IReadOnlyDictionary<string, string> Read(params (string Name, string? Value)[] variables) =>
        EnvironmentOverlay.Read(variables.Select(variable => KeyValuePair.Create(variable.Name, variable.Value)));
}
