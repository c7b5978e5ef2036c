using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Pipeline.Actors.Definitions;
using Pipeline.Host.Definitions;
using Xunit;

namespace Pipeline.Tests.Host.Definitions;

/// <summary>The pipelines of this repository, read from its folders as they are.</summary>
public class ShippedPipelinesTests
{
    private static readonly PipelineCatalog Catalog = new(Root(), "/home/lake", TargetEnvironment.Local(hasSpark: false));

    [Fact]
    public void Every_one_is_valid()
    {
        var list = Catalog.List();
        Assert.Contains(list, pipeline => pipeline.Name == "arrivals");
        Assert.Empty(list.SelectMany(pipeline => pipeline.Problems).Select(problem => problem.ToString()));
    }

    [Fact]
    public void Arrivals_runs_without_parameters_and_takes_a_source()
    {
        Assert.Equal("sample://arrivals?rows=5000&seed=1", Catalog.Prepare("arrivals", ImmutableSortedDictionary<string, string>.Empty).Source);
        Assert.Equal("/data", Catalog.Prepare("arrivals", ImmutableSortedDictionary<string, string>.Empty.Add("source", "/data")).Source);
    }

    [Fact]
    public void Arrivals_has_four_jobs_four_staging_tables_and_its_star()
    {
        var definition = Catalog.Describe("arrivals").Definition!;
        Assert.Equal(["immigration", "airports", "demography", "temperature"], definition.Jobs.Select(job => job.Name));
        Assert.Equal(4, definition.Staging.Length);
        Assert.Equal(["dim_tourist", "dim_arrive_date", "dim_state_destination", "dim_airport", "fact_arrival"], definition.Star.Select(table => table.Table));
        Assert.All(definition.Star, table => Assert.NotNull(table.Expect));
        Assert.NotEmpty(definition.Checks);
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
