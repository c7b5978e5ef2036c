using System.Collections.Immutable;
using Pipeline.Host.Configuration;
using Xunit;
using Files = Pipeline.Tests.Support.Checkout;

namespace Pipeline.Tests.Host.Configuration;

/// <summary>hocon.conf as it is shipped.</summary>
public class ShippedConfigurationTests
{
    private static readonly ImmutableSortedDictionary<string, string> None = ImmutableSortedDictionary<string, string>.Empty;

    [Fact]
    public void It_says_what_holds_without_it()
    {
        var shipped = HoconFile.Options(Files.Root, None);
        var defaults = OptionsReader.Read(None, Files.Root);
        Assert.Equal(defaults.ToString(), shipped.ToString());
    }

    [Fact]
    public void It_names_every_setting_and_no_other()
    {
        var reader = new SettingsReader(None);
        OptionsReader.Read(reader, Files.Root);
        Assert.Equal(reader.Known.Order(), HoconFile.Settings(Files.PathOf("hocon.conf"), None).Keys.Order());
    }

    [Fact]
    public void The_environment_is_laid_over_it()
    {
        var options = HoconFile.Options(Files.Root, None.Add("listen.port", "0").Add("local.sessions", "2"));
        Assert.Equal(0, options.Listen.Port);
        Assert.Equal(2, options.Local.Sessions);
    }

    [Fact]
    public void A_comment_stands_above_every_setting()
    {
        var lines = Files.Read("hocon.conf").Split('\n');
        var bare = lines.Where((line, i) => line.Contains('=') && !line.TrimStart().StartsWith('#') && !lines[i - 1].TrimStart().StartsWith('#'));
        Assert.Empty(bare);
    }

    [Fact]
    public void A_mistyped_setting_in_the_environment_is_refused_by_name()
    {
        var refusal = Assert.Throws<ConfigurationProblemsException>(() => HoconFile.Options(Files.Root, None.Add("listen.prt", "1")));
        Assert.Contains("PIPELINE__LISTEN__PRT", refusal.Message);
        Assert.Contains("did you mean 'listen.port'?", refusal.Message);
    }
}
