using Pipeline.Actors.Definitions;
using Xunit;

namespace Pipeline.Tests.Definitions;

public class NearestNameTests
{
    private static readonly string[] Keys = ["description", "deadline", "deadlines", "retries", "rerunnable", "script", "conf"];

    [Theory]
    [InlineData("retires", "retries")]
    [InlineData("Retries", "retries")]
    [InlineData("scirpt", "script")]
    [InlineData("descripton", "description")]
    [InlineData("deadlin", "deadline")]
    [InlineData("con", "conf")]
    [InlineData("warehouse", null)]
    [InlineData("x", null)]
    [InlineData("", null)]
    public void Finds_what_was_meant(string typed, string? meant) => Assert.Equal(meant, NearestName.Of(typed, Keys));

    [Fact]
    public void Of_equals_the_first_by_alphabet_is_taken() => Assert.Equal("job-a", NearestName.Of("job-x", ["job-b", "job-a"]));

    [Fact]
    public void A_hint_is_empty_when_nothing_is_near()
    {
        Assert.Equal(" (did you mean 'conf'?)", NearestName.Hint("cnof", Keys));
        Assert.Equal("", NearestName.Hint("zzz", Keys));
    }
}
