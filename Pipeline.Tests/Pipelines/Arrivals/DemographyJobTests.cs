using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Pipelines.Arrivals;

/// <summary>One run of the demography job over a few cities, a row per race, with CRLF and semicolons.</summary>
public sealed class DemographyRun : IAsyncLifetime
{
    private const string Text = """
        City;State;Median Age;Male Population;Female Population;Total Population;Number of Veterans;Foreign-born;Average Household Size;State Code;Race;Count
        Alpha;Texas;30.0;100;200;300;10;20;2.0;TX;White;250
        Beta;Texas;40.5;40;60;100;1;2;3.5;TX;White;90
        Alpha;Texas;30.0;100;200;300;10;20;2.0;TX;Asian;30
        Alpha;Texas;30.0;100;200;300;;20;2.0;tx;Hispanic or Latino;20
        Alpha;New York;50.0;7;8;15;1;1;2.5;NY;White;15
        Gamma;Florida;70.0;;;1000;50;40;;FL;White;1000
        Delta;Florida;20.0;300;200;500;;;2.2;FL;White;500
        "St. ""Epsilon""; the Small";Ohio;33.3333;1;1;3;0;0;2.0;OH;Asian;3
        Zeta;Utah;;10;10;20;;;;UT;White;20
        Bad Total;Texas;30.0;1;1;many;1;1;2.0;TX;White;1
        No Total;Texas;30.0;1;1;;1;1;2.0;TX;White;1
        Half A Person;Texas;30.0;1.5;1;3;1;1;2.0;TX;White;1
        Bad Age;Texas;young;1;1;2;1;1;2.0;TX;White;1
        No State;Texas;30.0;1;1;2;1;1;2.0;;White;1
        Cut Off;Texas;30.0;1;1;2
        Too Long;Texas;30.0;1;1;2;1;1;2.0;TX;White;1;1

        """;

    internal JobRun Job { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (SparkEngine.Missing is null)
        {
            Job = await JobRun.Over("demography", "us-cities-demographics.csv", Text.ReplaceLineEndings("\r\n"));
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;
}

public class DemographyJobTests(DemographyRun run) : IClassFixture<DemographyRun>
{
    [RequiresFact(Needs.Engine)]
    public void Every_row_is_accounted_for() =>
        Assert.Equal("read 16 rejected 7 filtered 2 kept 7 groups 5 written 5", run.Job.Account);

    [RequiresFact(Needs.Engine)]
    public void A_city_counts_once_not_once_per_race() =>
        Assert.Equal(
            ["FL 2 1500", "NY 1 15", "OH 1 3", "TX 2 400", "UT 1 20"],
            run.Job.Rows.Select(row => $"{row["state_code"]} {row["cities"]} {row["total_population"]}").Order(StringComparer.Ordinal));

    [RequiresFact(Needs.Engine)]
    public void Populations_are_sums() =>
        Assert.Equal("140|260|11|22", run.Job.Cells("state_code", "TX", "male_population", "female_population", "veterans", "foreign_born"));

    [RequiresFact(Needs.Engine)]
    public void Age_and_household_are_means_weighted_by_population() =>
        Assert.Equal("32.6250|2.3750", run.Job.Cells("state_code", "TX", "median_age", "household_size"));

    [RequiresFact(Needs.Engine)]
    public void A_city_without_a_value_has_no_weight_in_its_mean() =>
        Assert.Equal("53.3333|2.2000|300|50", run.Job.Cells("state_code", "FL", "median_age", "household_size", "male_population", "veterans"));

    [RequiresFact(Needs.Engine)]
    public void A_state_without_any_value_has_none() =>
        Assert.Equal("NULL|NULL|NULL|NULL", run.Job.Cells("state_code", "UT", "median_age", "household_size", "veterans", "foreign_born"));

    [RequiresFact(Needs.Engine)]
    public void The_output_fits_its_staging_table() => Staged.Fits("staging_demography", run.Job);
}
