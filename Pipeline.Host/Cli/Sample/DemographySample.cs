using System.Globalization;

namespace Pipeline.Host.Cli.Sample;

/// <summary>Lines of us-cities-demographics.csv: one per city and race, in no order, so that a city's totals repeat.</summary>
internal static class DemographySample
{
    private const string Header =
        "City;State;Median Age;Male Population;Female Population;Total Population;Number of Veterans;Foreign-born;"
        + "Average Household Size;State Code;Race;Count";

    private static readonly string[] Races =
        ["American Indian and Alaska Native", "Asian", "Black or African-American", "Hispanic or Latino", "White"];

    // The real list has no cities in these.
    private static readonly string[] WithoutCities = ["GU", "VI", "VT", "WV", "WY"];

    public static IEnumerable<(string Text, string End)> Lines(int cities, SampleRandom random)
    {
        yield return (Header, "\r\n");
        var states = SamplePlaces.States.Where(state => !WithoutCities.Contains(state.Code)).ToList();
        var names = new HashSet<string>();
        var lines = new List<string>();
        for (var city = 0; city < cities; city++)
        {
            // One for every state first, the others where they fall.
            var state = city < states.Count ? states[city] : random.Of(states);
            lines.AddRange(City(random, NewName(random, names, state), state));
        }
        lines.Add("Nowhere;Texas;n/a;n/a;n/a;n/a;n/a;n/a;n/a;TX;White;1");
        lines.Add("Cut Off;Ohio;35.2;40000;41000");
        foreach (var line in Shuffled(lines, random))
        {
            yield return (line, "\r\n");
        }
    }

    private static IEnumerable<string> City(SampleRandom random, string name, SampleState state)
    {
        var total = random.Between(65_000, 160_000) * (random.PerMille(80) ? random.Between(2, 9) : 1);
        var male = (int)((long)total * random.Between(475, 515) / 1000);
        var island = state.Code == "PR";
        var noSexes = random.PerMille(3);
        var totals = string.Join(';',
            name, state.Name, Tenths(random.Between(240, 440)),
            noSexes ? "" : Text(male), noSexes ? "" : Text(total - male), Text(total),
            island ? "" : Share(total, random.Between(20, 90)), island ? "" : Share(total, random.Between(20, 400)),
            island || random.PerMille(5) ? "" : Hundredths(random.Between(200, 420)), state.Code);
        var races = Races.Where(_ => !random.PerMille(35)).DefaultIfEmpty("White");
        return races.Select(race => $"{totals};{race};{Share(total, random.Between(5, 700))}").ToList();
    }

    private static string NewName(SampleRandom random, HashSet<string> names, SampleState state)
    {
        for (var turn = 0; ; turn++)
        {
            var name = SampleNames.Town(random) + (turn < 20 ? "" : $" {turn}");
            if (names.Add(state.Code + name))
            {
                return name;
            }
        }
    }

    private static List<string> Shuffled(List<string> lines, SampleRandom random)
    {
        for (var last = lines.Count - 1; last > 0; last--)
        {
            var other = random.Below(last + 1);
            (lines[last], lines[other]) = (lines[other], lines[last]);
        }
        return lines;
    }

    private static string Share(int total, int perMille) => Text((int)((long)total * perMille / 1000));

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Tenths(int value) => $"{value / 10}.{value % 10}";

    private static string Hundredths(int value) => value % 10 == 0 ? Tenths(value / 10) : $"{value / 100}.{value % 100:00}";
}
