using Pipeline.Tests.Cli.Sample;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Pipelines.Arrivals;

/// <summary>From a sample's files through the jobs on the engine to the star on PostgreSQL, without the service.</summary>
[Collection(PostgresCollection.Name)]
public class SampleRunTests(PostgresServer server)
{
    [RequiresTheory(Needs.Engine | Needs.Postgres)]
    [InlineData(1, 1)]
    [InlineData(2_000, -7)]
    public async Task A_sample_of_any_size_passes_every_check(int rows, int seed)
    {
        using var sample = new SampleFolder(rows, seed);
        await using var warehouse = await ArrivalsWarehouse.Create(server);
        var jobs = await JobRun.RunAll(sample.Path);
        await warehouse.StageAll(jobs);

        await warehouse.LoadStar();

        Assert.All(jobs.Values, job => Assert.Equal(job.Report["read"], job.Report["rejected"] + job.Report["filtered"] + job.Report["kept"]));
        Assert.All(jobs.Values, job => Assert.Equal(job.Report.GetValueOrDefault("groups", job.Report["kept"]), job.Report["written"]));
        Assert.Equal(rows, jobs["immigration"].Report["read"]);
        Assert.DoesNotContain(await warehouse.FailedChecks(), failed => !failed.StartsWith("fact_arrival-not-after-departure"));
        foreach (var table in warehouse.StarTables)
        {
            Assert.Equal(await warehouse.Expected(table), await warehouse.Count(table));
        }
    }
}
