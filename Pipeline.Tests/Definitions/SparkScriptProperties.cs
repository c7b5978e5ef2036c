using FsCheck;
using FsCheck.Fluent;
using Pipeline.Actors.Definitions;
using Xunit;

namespace Pipeline.Tests.Definitions;

/// <summary>Laws of splitting, on statements made of every piece that could mislead it.</summary>
public class SparkScriptProperties
{
    private static readonly string[] Pieces =
    [
        "SELECT", " 1 ", "a", "\n", "';'", "\";\"", "`;`", "'\\';'", "'it'';'", "r'\\'", "-- ; '\n", "/* ; ' */", "/* a /* ; */ b */", "/*+ X */", "(", ")", ",", " - ",
        "${x}", "\\", "ü",
    ];

    private static readonly Gen<string> Statement =
        from pieces in Gen.Elements(Pieces).NonEmptyListOf()
        from ending in Gen.Elements("", " ", "\n", " -- end ;\n")

        // A leading word makes it count; the blank keeps it from touching the quote of a following piece.
        select "X " + string.Join(' ', pieces) + ending;

    [Fact]
    public void Joining_and_splitting_keeps_every_statement() =>
        Prop.ForAll(Statement.ListOf().ToArbitrary(), statements =>
        {
            var split = SparkScript.Split(string.Join(";\n", statements));
            Assert.Equal(statements.Select(statement => statement.Trim()), split.Select(statement => statement.Text));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Splitting_a_statement_again_changes_nothing() =>
        Prop.ForAll<string>(script =>
        {
            foreach (var statement in SparkScript.Split(script ?? ""))
            {
                var again = Assert.Single(SparkScript.Split(statement.Text));
                Assert.Equal(statement.Text, again.Text);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_statement_is_found_at_its_line() =>
        Prop.ForAll(Statement.ListOf().ToArbitrary(), statements =>
        {
            var script = string.Join(";\n", statements);
            var lines = script.Split('\n');
            foreach (var statement in SparkScript.Split(script))
            {
                Assert.Contains(statement.Text.Split('\n')[0], lines[statement.Line - 1]);
            }
        }).QuickCheckThrowOnFailure();
}
