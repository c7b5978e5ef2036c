using System.Text.Json.Nodes;
using Pipeline.Tests.Adapters.Aws.Support;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.EndToEnd.Aws;

/// <summary>The arrivals pipeline with <c>environment = aws</c>, as a user runs it.</summary>
[Collection(AwsRunCollection.Name)]
public sealed class AwsArrivalsTests(MotoServer moto, PostgresServer postgres)
{
    private const string Sample = "source=sample://arrivals?rows=400&seed=1";

    private static readonly Dictionary<string, long> SampleRows = new()
    {
        ["fact_arrival"] = 384, ["dim_tourist"] = 384, ["dim_arrive_date"] = 30, ["dim_state_destination"] = 43, ["dim_airport"] = 36,
    };

    private static readonly Dictionary<string, long> RealRows = new()
    {
        ["fact_arrival"] = 962, ["dim_tourist"] = 962, ["dim_arrive_date"] = 30, ["dim_state_destination"] = 46, ["dim_airport"] = 57,
    };

    [AwsRunFact]
    public async Task A_run_ends_with_a_checked_star_and_leaves_nothing_but_the_sink_and_no_secret_anywhere()
    {
        var asked = new AwsFaults();
        await using var world = await AwsWorld.Start(moto, postgres, asked);
        var service = world.Program.Start("serve");
        var (source, rows) = await Source(world);
        var run = await world.Program.Run("run", "arrivals", "--param", source, "--json");

        Assert.True(run.Exit == 0, run.Error + run.Out);
        var id = (string)run.Json["runId"]!;
        await AssertLoaded(world, run.Json, rows);
        Assert.Equal([900, 900, 900, 900], world.Heartbeats);
        Assert.Equal(4, world.Statements.Count(statement => statement.StartsWith("COPY ", StringComparison.Ordinal)));
        Pinned.AssertAll(id, asked.Operations, world.Statements);
        var objects = await world.Objects("lake");
        Assert.All(objects, key => Assert.StartsWith($"pipelines/{id}/", key, StringComparison.Ordinal));
        Assert.Equal(
            ["airports", "demography", "immigration", "temperature"],
            objects.Where(key => key.EndsWith(".manifest", StringComparison.Ordinal)).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

        string[] answers = ["/runs", $"/runs/{id}", $"/runs/{id}?at=100", $"/runs/{id}/events", $"/runs/{id}/nothing", $"/resources?all=true&run={id}"];
        string[] printed = [.. await Task.WhenAll(answers.Select(world.Program.Answer)), run.Out + run.Error, .. await Task.WhenAll(Said("show", id), Said("events", id, "--json"))];
        Assert.Equal(0, (await world.Program.Run("stop")).Exit);
        var ended = await service;
        await world.AssertClean();
        Secrets.AssertNowhere(world, id, [.. printed, ended.Out + ended.Error]);

        async Task<string> Said(params string[] command) => (await world.Program.Run(command)).Out;
    }

    [AwsRunFact]
    public async Task A_bucket_in_another_region_is_refused_before_anything_is_made()
    {
        await using var world = await AwsWorld.Start(moto, postgres);
        var refused = await world.Program.Run("run", "arrivals", "--param", "source=s3://elsewhere/arrivals");

        Assert.Equal(2, refused.Exit);
        Assert.Contains("The source's bucket elsewhere is in us-west-2, but clusters and warehouse are made in eu-west-1", refused.Error, StringComparison.Ordinal);
        await world.AssertClean(runs: 0);
    }

    [AwsRunFact(takesLong: true)]
    public async Task Slow_starts_late_lists_throttling_errors_and_lost_answers_make_nothing_twice()
    {
        var faults = new AwsFaults { Start = ["STARTING", "BOOTSTRAPPING"] }
            .LoseAnswer("RunJobFlow", 1).ListLate(3).LoseAnswer("CreateCluster", 1).LoseAnswer("CreateRole", 2).LoseAnswer("CreateInstanceProfile", 1)
            .Throttle("DescribeCluster", 3).Throttle("DescribeClusters", 2).Break("PutRolePolicy", 1).Break("ListClusters", 1).Break("GetClusterCredentials", 1)
            .Throttle("GetCallerIdentity", 1).LoseAnswer("PUT /lake", 2).Break("PUT /lake", 1).Break("GET /lake", 1)
            .LoseAnswer("TerminateJobFlows", 1).LoseAnswer("DeleteCluster", 1).LoseAnswer("DeleteRole", 1).LoseAnswer("RemoveRoleFromInstanceProfile", 1);
        await using var world = await AwsWorld.Start(moto, postgres, faults);
        var run = await world.Program.Run("run", "arrivals", "--param", Sample, "--json");

        Assert.True(run.Exit == 0, run.Error + run.Out);
        Assert.Empty(faults.Left);
        await AssertLoaded(world, run.Json, SampleRows);
        await world.AssertClean();
    }

    [AwsRunFact(takesLong: true)]
    public async Task A_service_killed_at_eleven_points_of_a_run_makes_one_cluster_one_warehouse_and_one_set_of_roles()
    {
        KillPoint[] points =
        [
            new("after CreateRole", 2), new("before PutRolePolicy", 3), new("after AddRoleToInstanceProfile"),
            new("after RunJobFlow"), new("after CreateCluster", Behind: "after RunJobFlow"), new("after statement", 6), new("after .manifest", 2),
            new("during copy", 2), new("after TerminateJobFlows"), new("after DeleteCluster"), new("after DeleteRole"),
        ];
        await using var world = await AwsWorld.Start(moto, postgres, killPoints: points);
        var ends = new List<int> { (await world.Program.Run("run", "arrivals", "--param", Sample, "--json")).Exit };
        while (ends[^1] != 0 && ends.Count <= points.Length)
        {
            ends.Add((await world.Program.Run("serve", "--until-idle")).Exit);
        }

        Assert.Empty(world.Kills.Left);
        Assert.Equal(0, ends[^1]);
        var run = Assert.Single((await world.Program.Run("runs", "--json")).Json.AsArray())!;
        await AssertLoaded(world, (await world.Program.Run("show", (string)run["runId"]!, "--json")).Json, SampleRows);
        await world.AssertClean();
    }

    /// <summary>The run succeeded, its tables are in the warehouse as it says, and all that it asked for is removed.</summary>
    private static async Task AssertLoaded(AwsWorld world, JsonNode run, Dictionary<string, long> rows)
    {
        Assert.True((string?)run["state"] == "succeeded", run.ToJsonString());
        var tables = run["tables"]!.AsArray().ToDictionary(table => (string)table!["name"]!, table => (long?)table!["rows"]);
        foreach (var (table, count) in rows)
        {
            Assert.Equal(count, tables[table]);
            Assert.Equal(count, await world.Number((string)run["runId"]!, $"SELECT count(*) FROM {table}"));
        }

        Assert.Equal(20, run["checks"]!.AsArray().Count(check => (string?)check!["status"] is "passed" or "warned"));
        var resources = run["resources"]!.AsArray();
        Assert.All(resources, resource => Assert.Equal("removed", (string?)resource!["state"]));
        Assert.Equal(["cluster", "roles", "session", "warehouse"], resources.Select(resource => (string?)resource!["kind"]).Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>Input in a bucket: the real one where it lies beside the checkout, else the sample's files.</summary>
    private static async Task<(string Parameter, Dictionary<string, long> Rows)> Source(AwsWorld world)
    {
        using var folder = new TempFolder();
        if (Checkout.RealSource is null)
        {
            Assert.Equal(0, (await world.Program.Run("sample", "--rows", "400", "--seed", "1", "--out", folder.Path)).Exit);
        }

        foreach (var file in Directory.EnumerateFiles(Checkout.RealSource ?? folder.Path))
        {
            await world.Put("raw", $"arrivals/{Path.GetFileName(file)}", file);
        }

        return ("source=s3://raw/arrivals", Checkout.RealSource is null ? SampleRows : RealRows);
    }
}
