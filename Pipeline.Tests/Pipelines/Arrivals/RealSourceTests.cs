using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Pipelines.Arrivals;

/// <summary>The four jobs, at once, over the real files.</summary>
public sealed class RealSourceRun : IAsyncLifetime
{
    internal Dictionary<string, JobRun> Jobs { get; private set; } = [];

    public async Task InitializeAsync()
    {
        if (Reason.ForSkipping(Needs.Engine | Needs.RealSource) is null)
        {
            Jobs = await JobRun.RunAll(Checkout.RealSource!);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;
}

/// <summary>The real files give numbers that were computed by other means.</summary>
[Collection(PostgresCollection.Name)]
public class RealSourceTests(RealSourceRun run, PostgresServer server) : IClassFixture<RealSourceRun>
{
    [RequiresTheory(Needs.Engine | Needs.RealSource)]
    [InlineData("immigration", "read 1000 rejected 0 filtered 38 kept 962 written 962")]
    [InlineData("airports", "read 3943 rejected 1 filtered 0 kept 3942 written 3942")]
    [InlineData("demography", "read 2891 rejected 0 filtered 2295 kept 596 groups 49 written 49")]
    [InlineData("temperature", "read 40459 rejected 0 filtered 39032 kept 1427 groups 12 written 12")]
    public void Every_row_is_accounted_for(string job, string account) => Assert.Equal(account, run.Jobs[job].Account);

    [RequiresFact(Needs.Engine | Needs.RealSource)]
    public void Populations_are_those_of_the_cities_not_of_the_races()
    {
        Assert.Equal(116_712_213, run.Jobs["demography"].Rows.Sum(row => long.Parse(row["total_population"]!)));
        Assert.Equal("24822460|137", run.Jobs["demography"].Cells("state_code", "CA", "total_population", "cities"));
    }

    [RequiresFact(Needs.Engine | Needs.RealSource)]
    public void October_is_11_61_degrees() =>
        Assert.Equal(
            "11.6098|0.2035|116|1984|2012",
            run.Jobs["temperature"].Cells("month", "10", "temperature", "uncertainty", "state_months", "first_year", "last_year"));

    [RequiresFact(Needs.Engine | Needs.RealSource)]
    public void The_unfinished_last_airport_is_the_rejected_one() =>
        Assert.DoesNotContain(run.Jobs["airports"].Rows, row => row["ident"] == "36AA");

    [RequiresFact(Needs.Engine | Needs.RealSource | Needs.Postgres)]
    public async Task The_star_has_the_known_rows()
    {
        await using var warehouse = await ArrivalsWarehouse.Create(server);
        await warehouse.StageAll(run.Jobs);

        await warehouse.LoadStar();

        Assert.Equal(962, await warehouse.Count("fact_arrival"));
        Assert.Equal(962, await warehouse.Count("dim_tourist"));
        Assert.Equal(30, await warehouse.Count("dim_arrive_date"));
        Assert.Equal(46, await warehouse.Count("dim_state_destination"));
        Assert.Equal(57, await warehouse.Count("dim_airport"));
        Assert.Equal(52, await warehouse.Number("SELECT count(*) FROM arrivals.fact_arrival WHERE state_code = 'unknown'"));
        Assert.Empty(await warehouse.FailedChecks());
    }
}
