using Akka.Actor;
using Akka.Configuration;
using Xunit;

namespace Pipeline.Tests.Compat.Configuration;

/// <summary>How configurations stand behind each other.</summary>
public sealed class ConfigSpecs
{
    [Fact]
    public void A_fallback_answers_for_what_is_not_there()
    {
        var config = Parse("a { x = 1 }").WithFallback(Parse("a { x = 9, y = 2 }\nb = 3"));

        Assert.Equal(1, config.GetInt("a.x"));
        Assert.Equal(2, config.GetInt("a.y"));
        Assert.Equal(3, config.GetInt("b"));
    }

    [Fact]
    public void The_first_of_three_wins()
    {
        var config = Parse("x = 1").WithFallback(Parse("x = 2, y = 2")).WithFallback(Parse("x = 3, y = 3, z = 3"));

        Assert.Equal([1, 2, 3], new[] { "x", "y", "z" }.Select(key => config.GetInt(key)));
    }

    [Fact]
    public void A_list_is_not_merged()
    {
        Assert.Equal([1], Parse("a = [1]").WithFallback(Parse("a = [2, 3]")).GetIntList("a"));
    }

    [Fact]
    public void A_section_keeps_its_fallbacks()
    {
        var section = Parse("a { x = 1 }").WithFallback(Parse("a { y = 2 }")).GetConfig("a");

        Assert.Equal(1, section.GetInt("x"));
        Assert.Equal(2, section.GetInt("y"));
        Assert.Equal(["x", "y"], section.AsEnumerable().Select(item => item.Key).Order());
    }

    [Fact]
    public void An_empty_configuration_says_so_and_gives_way_to_its_fallback()
    {
        Assert.True(ConfigurationFactory.Empty.IsEmpty);
        Assert.True(Config.Empty.IsNullOrEmpty());
        Assert.True(((Config?)null).IsNullOrEmpty());
        Assert.False(Parse("a = 1").IsEmpty);
        Assert.Equal(1, ConfigurationFactory.Empty.WithFallback(Parse("a = 1")).GetInt("a"));
    }

    [Fact]
    public void A_configuration_is_no_fallback_of_itself()
    {
        var config = Parse("a = 1");

        Assert.Throws<ArgumentException>(() => config.WithFallback(config));
        Assert.Same(config, config.SafeWithFallback(config));
        Assert.Same(config, config.SafeWithFallback(null));
        Assert.Same(config, ((Config?)null).SafeWithFallback(config));
    }

    [Fact]
    public void The_root_enumerates_all_keys_of_the_top()
    {
        var config = Parse("b = 1, a = 2").WithFallback(Parse("c = 3, a = 9"));

        Assert.Equal([("a", "2"), ("b", "1"), ("c", "3")], config.AsEnumerable().Select(i => (i.Key, i.Value.GetString())).Order());
        Assert.Equal(["a", "b", "c"], config.Root.GetObject().Items.Keys.Order());
    }

    [Fact]
    public void A_text_is_a_configuration()
    {
        Config config = "a = 1";

        Assert.Equal(1, (config + "b = 2").GetInt("a"));
        Assert.Equal(2, (config + "b = 2").GetInt("b"));
    }

    [Fact]
    public void An_object_becomes_a_configuration()
    {
        var config = ConfigurationFactory.FromObject(new { akka = new { loglevel = "DEBUG", list = new[] { 1, 2 } } });

        Assert.Equal("DEBUG", config.GetString("akka.loglevel"));
        Assert.Equal([1, 2], config.GetIntList("akka.list"));
    }

    [Fact]
    public async Task A_systems_settings_stand_before_the_defaults()
    {
        using var system = ActorSystem.Create("settings", Parse("akka.loglevel = WARNING, mine.key = here"));

        Assert.Equal("WARNING", system.Settings.LogLevel);
        Assert.Equal("here", system.Settings.Config.GetString("mine.key"));
        Assert.Equal(TimeSpan.FromMilliseconds(10), system.Settings.Config.GetTimeSpan("akka.scheduler.tick-duration"));
        Assert.Equal(Timeout.InfiniteTimeSpan, system.Settings.AskTimeout);
        await system.Terminate();
    }

    private static Config Parse(string text) => ConfigurationFactory.ParseString(text);
}
