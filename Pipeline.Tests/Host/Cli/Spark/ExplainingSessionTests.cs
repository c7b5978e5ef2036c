using Pipeline.Host.Cli;
using Pipeline.Host.Cli.Spark;
using Pipeline.Host.Local.Gateway.Engine;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Host.Cli.Spark;

public sealed class ExplainingSessionTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [RequiresFact(Needs.Engine)]
    public async Task Answers_and_errors_come_with_what_the_statement_became()
    {
        using var folder = new TempFolder();
        await using var session = await ExplainingSession.Open(new EngineSettings(EngineLocation.Command(), 1, "512MB", folder.Path), TimeProvider.System, None);

        var view = await session.Execute("CREATE TEMPORARY VIEW v AS SELECT 1 AS a", None);
        var rows = Assert.IsType<SparkRows>(await session.Execute("SELECT a + 1 AS b FROM v", None));
        var error = Assert.IsType<SparkError>(await session.Execute("SELECT c FROM v", None));

        Assert.StartsWith("-- the view v, ", Assert.Single(view.DuckDb!));
        Assert.Equal("[[2]]", rows.Data.GetRawText());
        Assert.Matches(@"^SELECT [^;]*\nFROM ", Assert.Single(rows.DuckDb!));
        Assert.Contains("UNRESOLVED_COLUMN", error.Value);
        Assert.Empty(error.DuckDb!);
    }

    [Fact]
    public async Task An_engine_that_ends_by_itself_is_told_with_its_last_words()
    {
        using var folder = new TempFolder();
        var settings = new EngineSettings(["node", "-e", "console.error('no room'); process.exit(3)"], 1, "512MB", folder.Path);
        var error = await Assert.ThrowsAsync<CommandException>(() => ExplainingSession.Open(settings, TimeProvider.System, None));
        Assert.Contains("no room", error.Message);
    }
}
