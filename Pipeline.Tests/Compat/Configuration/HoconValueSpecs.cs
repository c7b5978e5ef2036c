using Akka.Configuration;
using Xunit;

namespace Pipeline.Tests.Compat.Configuration;

/// <summary>How values are read as types.</summary>
public sealed class HoconValueSpecs
{
    [Theory]
    [InlineData("5 s", 5_000)]
    [InlineData("5s", 5_000)]
    [InlineData("1.5 seconds", 1_500)]
    [InlineData("100ms", 100)]
    [InlineData("2 m", 120_000)]
    [InlineData("1 hour", 3_600_000)]
    [InlineData("2d", 172_800_000)]
    [InlineData("250", 250)]
    [InlineData("1000 micros", 1)]
    public void Durations_have_units_and_default_to_milliseconds(string text, double milliseconds)
    {
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Parse(text).GetTimeSpan("a"));
    }

    [Fact]
    public void Infinite_is_a_duration_unless_it_is_ruled_out()
    {
        Assert.Equal(Timeout.InfiniteTimeSpan, Parse("infinite").GetTimeSpan("a"));
        Assert.ThrowsAny<FormatException>(() => Parse("infinite").GetTimeSpan("a", null, allowInfinite: false));
    }

    [Fact]
    public void A_negative_duration_fails()
    {
        Assert.Throws<FormatException>(() => Parse("-5").GetTimeSpan("a"));
    }

    [Theory]
    [InlineData("10", 10)]
    [InlineData("10b", 10)]
    [InlineData("1 kB", 1_000)]
    [InlineData("1K", 1_024)]
    [InlineData("2 MiB", 2 * 1_048_576)]
    [InlineData("3 MB", 3_000_000)]
    [InlineData("1 gigabyte", 1_000_000_000)]
    public void Sizes_have_units_and_default_to_bytes(string text, long bytes)
    {
        Assert.Equal(bytes, Parse(text).GetByteSize("a"));
    }

    [Fact]
    public void A_size_with_an_unknown_unit_fails()
    {
        Assert.Throws<FormatException>(() => Parse("1 parsec").GetByteSize("a"));
    }

    [Theory]
    [InlineData("on", true)]
    [InlineData("true", true)]
    [InlineData("off", false)]
    [InlineData("false", false)]
    public void Booleans_have_two_spellings(string text, bool value)
    {
        Assert.Equal(value, Parse(text).GetBoolean("a"));
    }

    [Fact]
    public void Any_other_boolean_fails()
    {
        Assert.Throws<NotSupportedException>(() => Parse("yes").GetBoolean("a"));
    }

    [Fact]
    public void Numbers_are_read_without_regard_to_the_culture()
    {
        var config = ConfigurationFactory.ParseString("i = 42, l = 9007199254740993, d = 1.25, m = 0.1, f = 2.5\n");

        Assert.Equal(42, config.GetInt("i"));
        Assert.Equal(9007199254740993, config.GetLong("l"));
        Assert.Equal(1.25, config.GetDouble("d"));
        Assert.Equal(0.1m, config.GetDecimal("m"));
        Assert.Equal(2.5f, config.GetFloat("f"));
        Assert.ThrowsAny<FormatException>(() => config.GetInt("d"));
    }

    [Fact]
    public void What_is_not_there_reads_as_the_default()
    {
        var config = ConfigurationFactory.ParseString("a = 1\n");

        Assert.Null(config.GetString("x"));
        Assert.Equal("y", config.GetString("x", "y"));
        Assert.Equal(7, config.GetInt("x", 7));
        Assert.True(config.GetBoolean("x", true));
        Assert.Equal(TimeSpan.FromSeconds(3), config.GetTimeSpan("x", TimeSpan.FromSeconds(3)));
        Assert.Empty(config.GetStringList("x"));
        Assert.Equal(["z"], config.GetStringList("x", ["z"]));
        Assert.Null(config.GetConfig("x"));
        Assert.Null(config.GetByteSize("x"));
        Assert.Equal(5, config.GetByteSize("x", 5));
        Assert.False(config.HasPath("x"));
    }

    private static Config Parse(string value) => ConfigurationFactory.ParseString($"a = {value}\n");
}
