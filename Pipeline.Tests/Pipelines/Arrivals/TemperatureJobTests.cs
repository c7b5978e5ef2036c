using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Pipelines.Arrivals;

/// <summary>One run of the temperature job over Octobers of 31 years, a few Novembers, and rows to leave out.</summary>
public sealed class TemperatureRun : IAsyncLifetime
{
    internal JobRun Job { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (SparkEngine.Missing is null)
        {
            Job = await JobRun.Over("temperature", "temperatures-by-state.csv", string.Join('\n', Lines()) + "\n");
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static IEnumerable<string> Lines() =>
    [
        "dt,AverageTemperature,AverageTemperatureUncertainty,State,Country",
        // 1880 is the 31st year from the end: too old. 1894 and 1899 are missing altogether.
        "1880-10-01,99.0,9.0,Alabama,United States",
        .. Enumerable.Range(1881, 32).Where(year => year is not (1894 or 1899))
            .Select(year => (year < 1900 ? $"{year}-10-01" : $"10/1/{year}") + ",10.0,0.5,Alabama,United States"),
        // Another state, once; its month weighs as much as any.
        "10/1/1912,41.0,0.5,Alaska,United States",
        // The same month of a state twice weighs once.
        "11/1/1912,1.000,0.100,Alabama,United States", "1912-11-01,3.000,0.300,Alabama,United States", "11/01/1911,5.000,,Alabama,United States",
        // Gaps, other countries, a leap day.
        "1912-12-01,,,Alabama,United States", "1912-12-01,-30.0,0.2,Alberta,Canada", "10/1/1913,20.0,0.2,Bahia,Brazil", "1912-02-29,-1.5,0.2,Alabama,United States",
        // Rejected.
        "2/30/1912,1.0,0.1,Alabama,United States", "13/1/1912,1.0,0.1,Alabama,United States", "1912,1.0,0.1,Alabama,United States", ",1.0,0.1,Alabama,United States",
        "1912-10-01 x,1.0,0.1,Alabama,United States", "1912-10-01,warm,0.1,Alabama,United States", "1912-10-01,1.0,some,Alabama,United States",
        "1912-10-01,1.0,0.1,,United States", "1912-10-01,1.0", "1912-10-01,1.0,0.1,Alabama,United States,North",
    ];
}

public class TemperatureJobTests(TemperatureRun run) : IClassFixture<TemperatureRun>
{
    [RequiresFact(Needs.Engine)]
    public void Every_row_is_accounted_for() =>
        Assert.Equal("read 49 rejected 10 filtered 4 kept 35 groups 3 written 3", run.Job.Account);

    [RequiresFact(Needs.Engine)]
    public void October_is_the_mean_over_the_last_30_years_present_every_state_month_weighing_the_same() =>
        Assert.Equal(
            "11.0000|0.5000|31|1881|1912",
            run.Job.Cells("month", "10", "temperature", "uncertainty", "state_months", "first_year", "last_year"));

    [RequiresFact(Needs.Engine)]
    public void A_month_that_the_file_has_twice_weighs_once() =>
        Assert.Equal("3.5000|0.2000|2", run.Job.Cells("month", "11", "temperature", "uncertainty", "state_months"));

    [RequiresFact(Needs.Engine)]
    public void A_month_of_gaps_has_no_row() =>
        Assert.Equal(["10", "11", "2"], run.Job.Rows.Select(row => row["month"]).Order(StringComparer.Ordinal));

    [RequiresFact(Needs.Engine)]
    public void The_output_fits_its_staging_table() => Staged.Fits("staging_temperature", run.Job);
}
