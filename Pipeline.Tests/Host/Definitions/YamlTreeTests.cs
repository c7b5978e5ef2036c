using FsCheck;
using FsCheck.Fluent;
using Pipeline.Actors.Definitions;
using Pipeline.Host.Definitions;
using Xunit;

namespace Pipeline.Tests.Host.Definitions;

public class YamlTreeTests
{
    [Fact]
    public void Maps_lists_and_texts_have_their_lines()
    {
        var map = Assert.IsType<MapNode>(Read("# notes\na: 1\nb:\n  - x\n  - \"y\"\nc: { d: ~, e: '' }\n"));
        Assert.Equal([("a", 2), ("b", 3), ("c", 6)], map.Entries.Select(entry => (entry.Key, entry.Line)));
        Assert.Equal(new ScalarNode("1", 2), map.Entries[0].Value);
        Assert.Equal([new ScalarNode("x", 4), new ScalarNode("y", 5)], Assert.IsType<ListNode>(map.Entries[1].Value).Items.AsEnumerable());
        Assert.Equal([new ScalarNode(null, 6), new ScalarNode("", 6)], Assert.IsType<MapNode>(map.Entries[2].Value).Entries.Select(entry => entry.Value));
    }

    [Fact]
    public void A_repeated_key_is_kept_for_the_reader_to_refuse() =>
        Assert.Equal(["a", "a"], Assert.IsType<MapNode>(Read("a: 1\na: 2\n")).Entries.Select(entry => entry.Key));

    [Fact]
    public void Text_over_lines_is_one_text() =>
        Assert.Equal(new ScalarNode("SELECT 1 FROM t", 1), Assert.IsType<MapNode>(Read("query: >-\n  SELECT 1\n  FROM t\n")).Entries[0].Value);

    [Theory]
    [InlineData("", 1, "the file is empty; ")]
    [InlineData("# only a comment\n", 2, "the file is empty; ")]
    [InlineData("a: 1\nb: [1, 2\n", 3, "this is not valid YAML (While parsing a flow sequence, ")]
    [InlineData("a: 1\n\tb: 2\n", 1, "this is not valid YAML (")]
    [InlineData("a: 1\nb: c: d\n", 2, "this is not valid YAML (")]
    [InlineData("a: 1\nb: [1, 2\nc: 3\n", 2, "this is not valid YAML (")]
    [InlineData("a: 1\n--- \nb: 2\n", 2, "a second document starts here")]
    [InlineData("a: &x 1\nb: *x\n", 1, "anchors (&), aliases (*) and tags (!) are not used in pipelines")]
    [InlineData("a: 1\nb: !!int 2\n", 2, "anchors (&), aliases (*) and tags (!) are not used in pipelines")]
    [InlineData("a: 1\n[x]: 2\n", 2, "a key must be a name; ")]
    public void What_cannot_be_read_is_a_problem_with_its_line(string yaml, int line, string message)
    {
        var (root, problem) = YamlTree.Read("pipelines/x.yaml", yaml);
        Assert.Null(root);
        Assert.Equal(("pipelines/x.yaml", line), (problem!.File, problem.Line));
        Assert.StartsWith(message, problem.Message);
    }

    [Fact]
    public void Endless_nesting_is_refused() =>
        Assert.StartsWith("this is nested more than 32 levels deep", YamlTree.Read("x", string.Concat(Enumerable.Repeat("[", 10_000))).Problem!.Message);

    [Fact]
    public void Any_text_is_a_tree_or_a_problem() =>
        Prop.ForAll(
            Gen.Elements(
                "a", "name", ": ", ":", "\n", "\n  ", "\t", "- ", "[", "]", "{", "}", ",", "\"", "'", " #", "&x", "*x", "!!int", "|", ">", "2-", "%", "@", "`", "? ", "---", "...",
                "~", "\0", "\r", "\\x", "\u2028").ListOf().Select(pieces => string.Concat(pieces)).ToArbitrary(),
            text =>
            {
                var (root, problem) = YamlTree.Read("x", text);
                Assert.True(root is null != problem is null);
                Assert.True(problem is null || problem.Line >= 1);
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    private static DefinitionNode Read(string yaml)
    {
        var (root, problem) = YamlTree.Read("pipelines/x.yaml", yaml);
        Assert.Null(problem);
        return root!;
    }
}
