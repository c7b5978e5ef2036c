using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace Pipeline.Tests.EndToEnd;

/// <summary>What a run of arrivals came to: in the warehouse, in its journal, and in the logs of its gateways.</summary>
/// <param name="Tables">Rows and a checksum of all of them, by table.</param>
/// <param name="Attempts">Every attempt that the journal asked for, but the removals of sessions; in order of name.</param>
/// <param name="Statements">Each statement's id in Livy by job, attempt and index.</param>
/// <param name="Sessions">Every session that a gateway made, without the run's own part of the name; in order of name.</param>
/// <param name="State">How it ended.</param>
/// <param name="Events">How many events the journal holds.</param>
internal sealed partial record RunOutcome(
    string[] Tables, string[] Attempts, string[] Statements, string[] Sessions, string? State, int Events)
{
    private static readonly string[] TableNames =
    [
        "staging_immigration", "staging_airports", "staging_demography", "staging_temperature",
        "dim_tourist", "dim_arrive_date", "dim_state_destination", "dim_airport", "fact_arrival",
    ];

    private static readonly string Checksums = string.Join(" UNION ALL ", TableNames.Select(name =>
        $"SELECT '{name}' AS name, count(*) AS n, md5(string_agg(t::text, chr(10) ORDER BY t::text)) AS digest FROM {name} AS t"));

    public static async Task<RunOutcome> Of(PipelineProgram program, string run)
    {
        var events = (await program.Run("events", run, "--json")).Json.AsArray();
        var tables = await program.Run("query", Checksums, "--run", run, "--json");
        Assert.True(tables.Exit == 0, tables.Error);
        return new RunOutcome(
            Sorted(tables.Json.AsArray().Select(row => $"{row!["name"]}: {row["n"]} rows, {row["digest"]}")),
            Sorted(Of(events, "attempt-requested.1").Where(e => !IsSessionRemoval(e)).Select(e => $"{e["step"]} {e["attempt"]}".Replace(run, "RUN", StringComparison.Ordinal))),
            Sorted(Of(events, "statement-succeeded.1").Select(e => $"{e["job"]}/{e["attempt"]}/{e["index"]}: {e["statement"]}")),
            Sorted(program.GatewayLogs().SelectMany(log => Made().Matches(log).Select(made => made.Groups["name"].Value.Replace(run, "RUN", StringComparison.Ordinal)))),
            Of(events, "run-finished.1").Select(e => (string?)e["state"]).SingleOrDefault(),
            events.Count);
    }

    public static IEnumerable<JsonNode> Of(JsonArray events, string manifest) =>
        events.Where(e => (string?)e!["manifest"] == manifest).Select(e => e!["event"]!);

    /// <summary>The last job's session goes with the cluster, and which job is the last differs from run to run.</summary>
    private static bool IsSessionRemoval(JsonNode attempt) => ((string)attempt["step"]!).StartsWith("removal/session/", StringComparison.Ordinal);

    private static string[] Sorted(IEnumerable<string> lines) => [.. lines.Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"^Session \d+ is made: (?<name>.+)\.\r?$", RegexOptions.Multiline)]
    private static partial Regex Made();
}

/// <summary>One run that nothing happened to, for all tests to compare with.</summary>
public sealed class UndisturbedRun : IAsyncLifetime
{
    private static readonly string[] Command = ["run", "arrivals", "--param", "source=sample://arrivals?rows=400&seed=7", "--json"];

    internal RunOutcome Outcome { get; private set; } = null!;

    /// <summary>Starts the same run in another home.</summary>
    internal static Task<Ended> Start(PipelineProgram program) => program.Start(Command);

    public async Task InitializeAsync()
    {
        if (Support.Reason.ForSkipping(Support.Needs.Engine | Support.Needs.Postgres) is null)
        {
            using var program = new PipelineProgram();
            var run = await Start(program);
            Assert.True(run.Exit == 0, run.Error + run.Out);
            Outcome = await RunOutcome.Of(program, (string)run.Json["runId"]!);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;
}
