using Akka.Configuration;
using Xunit;

namespace Pipeline.Tests.Compat.Configuration;

/// <summary>What the HOCON parser reads, and how.</summary>
public sealed class HoconSpecs
{
    [Fact]
    public void Keys_nest_by_dots_and_by_brackets_alike()
    {
        var config = Parse("a.b.c = 1\na { b { d = 2 } }\na.b { e : 3 }");

        Assert.Equal(1, config.GetInt("a.b.c"));
        Assert.Equal(2, config.GetInt("a.b.d"));
        Assert.Equal(3, config.GetInt("a.b.e"));
    }

    [Fact]
    public void A_later_value_replaces_an_earlier_one_but_objects_are_merged()
    {
        var config = Parse("a = 1\na = 2\nb { x = 1, y = 1 }\nb = { y = 2 }");

        Assert.Equal(2, config.GetInt("a"));
        Assert.Equal(1, config.GetInt("b.x"));
        Assert.Equal(2, config.GetInt("b.y"));
    }

    [Fact]
    public void A_plain_value_replaces_an_object_and_an_object_a_plain_value()
    {
        var config = Parse("a { x = 1 }\na = 5\nb = 5\nb { x = 1 }");

        Assert.Equal("5", config.GetString("a"));
        Assert.Null(config.GetValue("a.x"));
        Assert.Equal(1, config.GetInt("b.x"));
    }

    [Fact]
    public void Comments_begin_with_hash_or_two_slashes()
    {
        var config = Parse("# one\na = 1 # two\n// three\nb = 2 // four\nc = \"# no, // no\"\n");

        Assert.Equal(1, config.GetInt("a"));
        Assert.Equal(2, config.GetInt("b"));
        Assert.Equal("# no, // no", config.GetString("c"));
    }

    [Fact]
    public void Json_is_hocon()
    {
        var config = Parse("""{ "a" : { "b" : [1, 2, 3], "c" : true, "d" : null }, "e" : "x y" }""");

        Assert.Equal([1, 2, 3], config.GetIntList("a.b"));
        Assert.True(config.GetBoolean("a.c"));
        Assert.Null(config.GetString("a.d"));
        Assert.Equal("x y", config.GetString("e"));
    }

    [Fact]
    public void Unquoted_text_keeps_its_inner_blanks_and_loses_the_outer_ones()
    {
        var config = Parse("a =   one  two   \nb = 1 two\n");

        Assert.Equal("one  two", config.GetString("a"));
        Assert.Equal("1 two", config.GetString("b"));
    }

    [Fact]
    public void Quoted_text_knows_escapes()
    {
        var config = Parse("""a = "tab\tquote\"slash\\ \u00e9 \/" """);

        Assert.Equal("tab\tquote\"slash\\ é /", config.GetString("a"));
    }

    [Fact]
    public void Triple_quoted_text_is_taken_as_it_stands()
    {
        var config = Parse("a = \"\"\"one \"two\"\n  \\t three\"\"\"\nb = 1\n");

        Assert.Equal("one \"two\"\n  \\t three", config.GetString("a"));
        Assert.Equal(1, config.GetInt("b"));
    }

    [Fact]
    public void Quoted_keys_may_hold_dots()
    {
        var config = Parse("a { \"b.c\" = 1, \"System.Object, mscorlib\" = json }");

        Assert.Equal(1, config.GetInt("a.\"b.c\""));
        Assert.Equal("json", config.GetString("a.\"System.Object, mscorlib\""));
        Assert.Null(config.GetValue("a.b"));
    }

    [Fact]
    public void Arrays_hold_objects_and_arrays_and_may_span_lines()
    {
        var config = Parse("a = [\n  { x = 1 }\n  { x = 2 }\n]\nb = [[1, 2], [3]]\nc = [one, \"two three\" ,\n four]\n");

        Assert.Equal([1, 2], config.GetValue("a").GetArray().Select(v => v.GetObject().GetKey("x").GetInt()));
        Assert.Equal([3], config.GetValue("b").GetArray()[1].GetIntList());
        Assert.Equal(["one", "two three", "four"], config.GetStringList("c"));
    }

    [Fact]
    public void Adjacent_arrays_are_one()
    {
        Assert.Equal([1, 2, 3], Parse("a = [1, 2] [3]\n").GetIntList("a"));
    }

    [Fact]
    public void A_substitution_reads_as_what_stands_at_its_path()
    {
        var config = Parse("base { x = 1, list = [1, 2] }\na = ${base.x}\nb = ${base}\nc = ${base.list}\nd = \"n\"${base.x}\"m\"\n");

        Assert.Equal(1, config.GetInt("a"));
        Assert.Equal(1, config.GetInt("b.x"));
        Assert.Equal([1, 2], config.GetIntList("c"));
        Assert.Equal("n1m", config.GetString("d"));
    }

    [Fact]
    public void A_substitution_may_stand_before_its_definition()
    {
        Assert.Equal("later", Parse("a = ${b}\nb = later\n").GetString("a"));
    }

    [Fact]
    public void A_substitution_without_a_definition_fails()
    {
        var failure = Assert.Throws<FormatException>(() => Parse("a = ${nowhere.to.be.found}"));

        Assert.Contains("nowhere.to.be.found", failure.Message);
    }

    [Fact]
    public void An_optional_substitution_is_not_known()
    {
        // It does not read as nothing: whatever comes of it, configuration must not rely on it.
        Assert.NotEqual("here", Parse("b = here\na = ${?b}\n").GetString("a"));
    }

    [Fact]
    public void Unquoted_text_with_an_assignment_in_it_fails()
    {
        Assert.Throws<ConfigurationException>(() => Parse("a = http://host:80\n"));
    }

    [Fact]
    public void A_comma_may_follow_an_assigned_object_but_not_a_section()
    {
        Assert.Equal(2, Parse("a = { x = 1 }, b = 2\n").GetInt("b"));
        Assert.Throws<FormatException>(() => Parse("a { x = 1 }, b = 2\n"));
    }

    [Fact]
    public void An_unknown_escape_fails()
    {
        Assert.Throws<FormatException>(() => Parse("a = \"\\x\"\n"));
    }

    [Fact]
    public void A_character_that_begins_nothing_fails()
    {
        Assert.Throws<FormatException>(() => Parse("a = 1\n^b = 2\n"));
    }

    [Fact]
    public void An_include_asks_for_the_text_and_merges_it_in()
    {
        var config = ConfigurationFactory.ParseString(
            "a { include \"other\"\n x = 1 }",
            name => Akka.Configuration.Hocon.Parser.Parse($"name = {name}, y = 2, z = ${{y}}", null));

        Assert.Equal("other", config.GetString("a.name"));
        Assert.Equal(1, config.GetInt("a.x"));
        Assert.Equal(2, config.GetInt("a.y"));
        Assert.Equal(2, config.GetInt("a.z"));
    }

    [Fact]
    public void A_configuration_prints_as_hocon_that_reads_the_same()
    {
        var text = Parse("a { b = 1, c = \"x y\", d = [1, 2] }").ToString();
        var again = Parse(text);

        Assert.Equal(1, again.GetInt("a.b"));
        Assert.Equal("x y", again.GetString("a.c"));
        Assert.Equal([1, 2], again.GetIntList("a.d"));
    }

    private static Config Parse(string text) => ConfigurationFactory.ParseString(text);
}
