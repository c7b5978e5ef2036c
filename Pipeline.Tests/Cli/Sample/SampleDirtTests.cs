using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Cli.Sample;

/// <summary>The sample has every kind of dirt that the real files have, so that a run on it tries every rule.</summary>
public class SampleDirtTests(DefaultSample sample) : IClassFixture<DefaultSample>
{
    private const int Cicid = 1, Port = 6, Arrival = 7, Mode = 8, State = 9, Departure = 10, Age = 11, Gender = 23, Airline = 25;

    [Fact]
    public void The_first_arrival_is_whole_and_by_air_whatever_the_seed()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            using var one = new SampleFolder(1, seed);
            var fields = Assert.Single(one.Arrivals());
            Assert.Equal("1.0", fields[Mode]);
            Assert.All([Cicid, Port, Arrival, State, Departure, Age], field => Assert.NotEqual("", fields[field]));
        }
    }

    [Theory]
    [InlineData(State)]
    [InlineData(Departure)]
    [InlineData(Age)]
    [InlineData(Gender)]
    [InlineData(Airline)]
    public void Values_are_missing_on_some_arrivals_and_there_on_most(int field)
    {
        var arrivals = sample.Arrivals();

        Assert.InRange(arrivals.Count(fields => fields[field].Length == 0), 5, arrivals.Count / 4);
    }

    [Fact]
    public void Some_arrivals_came_by_sea_and_land_some_are_younger_than_born_and_some_left_before_they_came()
    {
        using var large = new SampleFolder(20_000, 1);
        var arrivals = large.Arrivals();

        Assert.Equal(["1.0", "2.0", "3.0", "9.0"], arrivals.Select(fields => fields[Mode]).Distinct().Order());
        Assert.Contains(arrivals, fields => fields[Age].StartsWith('-'));
        Assert.Contains(arrivals, fields => fields[Departure].EndsWith(".0") && fields[Arrival].EndsWith(".0")
            && int.Parse(fields[Departure][..^2]) < int.Parse(fields[Arrival][..^2]));
    }

    [Fact]
    public void Some_codes_are_in_no_list_and_some_states_are_99()
    {
        var countries = Codes("country");
        var ports = Codes("port");
        var states = Codes("state");
        var arrivals = sample.Arrivals();

        Assert.Contains(arrivals, fields => !countries.Contains(fields[4].Replace(".0", "")));
        Assert.Contains(arrivals, fields => !ports.Contains(fields[Port]));
        Assert.Contains(arrivals, fields => fields[State].Length > 0 && fields[State] != "99" && !states.Contains(fields[State]));
        Assert.Contains(arrivals, fields => fields[State] == "99");
        Assert.InRange(arrivals.Count(fields => ports.Contains(fields[Port])), arrivals.Count * 99 / 100, arrivals.Count - 1);
    }

    [Fact]
    public void Some_admissions_are_there_twice()
    {
        var arrivals = sample.Arrivals();

        Assert.InRange(arrivals.Count - arrivals.DistinctBy(fields => fields[Cicid]).Count(), 3, 50);
    }

    [Fact]
    public void Some_lines_of_immigration_are_broken()
    {
        var lines = sample.Lines("immigration.csv");

        Assert.Contains(lines, line => line.Count(letter => letter == ',') < 28);
        Assert.Contains(lines, line => line.Count(letter => letter == ',') > 28);
        Assert.Contains(lines, line => line.Count(letter => letter == '"') == 1);
        Assert.Contains(lines, line => line.Contains(",n/a,"));
        Assert.Contains(lines, line => line.Contains(",May,"));
    }

    [Fact]
    public void Airports_end_inside_a_quoted_field_and_have_quotes_in_quotes()
    {
        var text = sample.Text("airports.csv");
        var lines = sample.Lines("airports.csv");

        Assert.EndsWith(",\"-87.7", text);
        Assert.Contains(lines, line => line.Contains("\"\""));
        Assert.Contains(lines, line => line.EndsWith(",unknown"));
        Assert.Contains(lines, line => line.Count(letter => letter == ',') < 11);
        Assert.Contains(lines, line => line.Contains('ñ'));
        Assert.Contains(lines, line => line.Contains(",,NA,"));
    }

    [Fact]
    public void Demographics_repeat_a_citys_totals_on_the_line_of_each_race()
    {
        var text = sample.Text("us-cities-demographics.csv");
        var whole = sample.Lines("us-cities-demographics.csv").Select(line => line.Split(';')).Where(fields => fields.Length == 12).ToList();
        var cities = whole.GroupBy(fields => (fields[0], fields[9])).ToList();

        Assert.Equal(text.Count(letter => letter == '\n'), text.Split("\r\n").Length - 1);
        Assert.InRange(whole.Count, cities.Count * 3, cities.Count * 5);
        Assert.All(cities, city => Assert.Single(city.Select(fields => string.Join(';', fields[..10])).Distinct()));
        Assert.Contains(whole, fields => fields[8].Length == 0);
        Assert.Contains(whole, fields => fields[5] == "n/a");
        Assert.Contains(sample.Lines("us-cities-demographics.csv"), line => line.Split(';').Length < 12);
    }

    [Fact]
    public void Temperatures_have_both_forms_of_a_date_and_gaps()
    {
        var lines = sample.Lines("temperatures-by-state.csv");

        Assert.Contains(lines, line => line.StartsWith("1899-12-01,"));
        Assert.Contains(lines, line => line.StartsWith("1/1/1900,"));
        Assert.Contains(lines, line => line.Contains(",,,"));
        Assert.Contains(lines, line => line.StartsWith("2/30/"));
        Assert.Contains(lines, line => line.Split(',').Length < 5);
    }

    private static HashSet<string> Codes(string list) =>
        [.. File.ReadLines(Checkout.PathOf("reference", "arrivals", list + ".csv")).Skip(1).Select(line => line.Split(',')[0])];
}
