using System.Text.Json.Nodes;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.EndToEnd;

/// <summary>The main job as a user runs it: the program's own processes, a real engine, a real PostgreSQL, real input.</summary>
[Collection("End to end")]
public sealed class ArrivalsTests
{
    private const Needs Everything = Needs.Engine | Needs.Postgres | Needs.RealSource;

    private static readonly Dictionary<string, long> Rows = new()
    {
        ["fact_arrival"] = 962,
        ["dim_tourist"] = 962,
        ["dim_arrive_date"] = 30,
        ["dim_state_destination"] = 46,
        ["dim_airport"] = 57,
    };

    [RequiresFact(Everything)]
    public async Task A_run_on_real_input_ends_with_a_checked_star_and_nothing_left()
    {
        using var program = new PipelineProgram();
        var run = await program.Run("run", "arrivals", "--param", $"source={Checkout.RealSource}", "--json");

        Assert.True(run.Exit == 0, run.Error + run.Out);
        AssertRows(run.Json);
        Assert.All(run.Json["checks"]!.AsArray(), check => Assert.Contains((string?)check!["status"], new[] { "passed", "warned" }));
        Assert.All(run.Json["resources"]!.AsArray(), resource => Assert.Equal("removed", (string?)resource!["state"]));
        Assert.Empty(program.LeftRunning());

        Assert.Equal(116_712_213, await Number(program, "SELECT sum(total_population) AS n FROM staging_demography"));
        Assert.Equal(52, await Number(program, "SELECT count(*) AS n FROM fact_arrival WHERE state_code = 'unknown'"));
        Assert.Empty(program.LeftRunning());
    }

    [RequiresFact(Needs.Engine | Needs.Postgres)]
    public async Task Two_runs_at_once_share_a_service_and_do_not_meet()
    {
        using var program = new PipelineProgram();
        var both = await Task.WhenAll(
            program.Start("run", "arrivals", "--param", "source=sample://arrivals?rows=200&seed=1", "--json"),
            program.Start("run", "arrivals", "--param", "source=sample://arrivals?rows=300&seed=2", "--json"));

        Assert.All(both, run => Assert.True(run.Exit == 0, run.Error + run.Out));
        Assert.Equal(2, both.Select(run => (string?)run.Json["runId"]).Distinct().Count());
        Assert.Empty(program.LeftRunning());
    }

    [RequiresFact(Needs.Postgres)]
    public async Task A_source_that_is_not_there_fails_the_run_by_name_and_is_torn_down()
    {
        using var program = new PipelineProgram();
        var run = await program.Run("run", "arrivals", "--param", $"source={program.Home}/nowhere", "--json");

        Assert.Equal(1, run.Exit);
        Assert.Equal("failed", (string?)run.Json["state"]);
        Assert.Contains($"{program.Home}/nowhere", run.Json["failures"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(program.LeftRunning());
    }

    private static void AssertRows(JsonNode run)
    {
        var tables = run["tables"]!.AsArray().ToDictionary(t => (string)t!["name"]!, t => (long?)t!["rows"]);
        Assert.All(Rows, expected => Assert.Equal(expected.Value, tables[expected.Key]));
    }

    private static async Task<long> Number(PipelineProgram program, string sql)
    {
        var answer = await program.Run("query", sql, "--json");
        Assert.True(answer.Exit == 0, answer.Error);
        return long.Parse(answer.Json[0]!["n"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
