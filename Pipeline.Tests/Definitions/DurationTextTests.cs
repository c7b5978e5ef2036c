using Pipeline.Actors.Definitions.Reading;
using Xunit;

namespace Pipeline.Tests.Definitions;

public class DurationTextTests
{
    [Theory]
    [InlineData("45s", 45)]
    [InlineData("30m", 1800)]
    [InlineData("1h30m", 5400)]
    [InlineData("1h1s", 3601)]
    [InlineData("2h3m4s", 7384)]
    [InlineData("90m", 5400)]
    [InlineData("0s", 0)]
    public void Reads_hours_minutes_and_seconds(string text, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), DurationText.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("m")]
    [InlineData("-5m")]
    [InlineData("1.5h")]
    [InlineData("30m1h")]
    [InlineData("1h1h")]
    [InlineData("5 m")]
    [InlineData("5min")]
    [InlineData("5M")]
    [InlineData("1d")]
    [InlineData("1h30")]
    [InlineData("1234567s")]
    [InlineData("٣m")]
    public void Refuses_everything_else(string text) => Assert.Null(DurationText.Parse(text));

    [Theory]
    [InlineData("1h30m")]
    [InlineData("2h3m4s")]
    [InlineData("720h")]
    [InlineData("0s")]
    public void Writes_what_it_reads(string text) => Assert.Equal(text, DurationText.Format(DurationText.Parse(text)!.Value));
}
