using Pipeline.Actors.Definitions;
using Xunit;

namespace Pipeline.Tests.Definitions;

public class ScriptVariablesTests
{
    private static readonly Dictionary<string, string> Values = new() { ["source"] = "/data", ["year"] = "2016", ["odd"] = "$1 ${year}" };

    [Theory]
    [InlineData("'${source}/a-${year}.csv'", "'/data/a-2016.csv'")]
    [InlineData("${source}${source}", "/data/data")]
    [InlineData("${other} $source {year} ${", "${other} $source {year} ${")]
    [InlineData("${odd}", "$1 ${year}")]
    [InlineData("${Source}", "${Source}")]
    public void Fills_in_what_has_a_value_once(string text, string filled) => Assert.Equal(filled, ScriptVariables.Fill(text, Values));

    [Fact]
    public void Names_every_variable_once_whatever_it_is_called() =>
        Assert.Equal(["", " b ", "a", "env:HOME"], ScriptVariables.Names("${a} ${ b } ${env:HOME} ${a} ${} ${open\n}"));

    [Fact]
    public void Uses_have_their_lines() =>
        Assert.Equal([("a", 1), ("b", 3), ("a", 3)], ScriptVariables.Uses("${a}\n\n${b} ${a}").AsEnumerable());
}
