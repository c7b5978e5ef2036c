using System.Globalization;

namespace Pipeline.Host.Cli.Sample;

/// <summary>Lines of airports.csv: airfields, some without a town or an elevation; the file ends inside a quoted field.</summary>
internal static class AirportSample
{
    private const string Header =
        "ident,type,name,elevation_ft,continent,iso_country,iso_region,municipality,gps_code,iata_code,local_code,coordinates";

    private static readonly Weighted<(string Name, int Weight)> Types = new(
        [("small_airport", 577), ("heliport", 338), ("closed", 57), ("seaplane_base", 26), ("balloonport", 2)], type => type.Weight);

    public static IEnumerable<(string Text, string End)> Lines(int rows, SampleRandom random)
    {
        yield return (Header, "\n");
        var served = SamplePlaces.Ports.Where(port => port.City.Length > 0).ToList();
        var fields = rows - served.Count - 1;
        for (var row = 0; row < fields; row++)
        {
            var line = Field(random, row);
            yield return (row % 500 == 250 ? Broken(line, row / 500) : string.Join(',', line), "\n");
        }
        foreach (var port in served)
        {
            var type = random.Of(["large_airport", "large_airport", "medium_airport", "small_airport"]);
            var line = Line(random, "K" + port.Code, type, port.City + " Airport", port.City, StateOf(port.State), port.Code);
            yield return (string.Join(',', line), "\n");
        }
        var last = Line(random, "ZZ99", "heliport", "Last Heliport", "Farewell", random.Of(SamplePlaces.States), "");
        yield return (string.Join(',', last[..^1]) + ",\"-87.7", "");
    }

    private static string[] Field(SampleRandom random, int row)
    {
        var type = Types.Draw(random).Name;
        var port = random.Of(SamplePlaces.Ports);
        var inCity = random.PerMille(60) && port.City.Length > 0;
        var town = inCity ? port.City : random.PerMille(5) ? "" : SampleNames.Town(random);
        var state = inCity ? StateOf(port.State) : random.Of(SamplePlaces.States);
        return Line(random, Ident(row), type, SampleNames.Airfield(random, type), town, state, "");
    }

    private static string[] Line(SampleRandom random, string ident, string type, string name, string town, SampleState state, string iata)
    {
        var territory = state.Code is "PR" or "GU" or "VI";
        return
        [
            ident, type, SampleNames.Quoted(name),
            random.PerMille(7) ? "" : random.Between(-10, 6500).ToString(CultureInfo.InvariantCulture),
            state.Code == "GU" ? "OC" : "NA",
            territory ? state.Code : "US", territory ? $"{state.Code}-U-A" : $"US-{state.Code}", SampleNames.Quoted(town),
            random.PerMille(60) ? "" : ident, iata, random.PerMille(56) ? "" : ident,
            $"\"{Degrees(random, state.Longitude)}, {Degrees(random, state.Latitude)}\"",
        ];
    }

    private static string Broken(string[] line, int turn) => (turn % 3) switch
    {
        0 => string.Join(',', line[..^1]) + ",unknown",
        1 => string.Join(',', line[..7]), // cut off
        _ => string.Join(',', line) + ",1999", // one field too many
    };

    // 00AA, 00AB, ... as small American fields are named.
    private static string Ident(int row) => $"{row / 676:00}{(char)('A' + row / 26 % 26)}{(char)('A' + row % 26)}";

    // Around the middle of the state, with four to ten digits.
    private static string Degrees(SampleRandom random, int tenths)
    {
        var millionths = tenths * 100_000 + random.Between(-1_500_000, 1_500_000);
        var text = $"{(millionths < 0 ? "-" : "")}{Math.Abs(millionths) / 1_000_000}.{Math.Abs(millionths) % 1_000_000:000000}";
        return random.PerMille(500) ? text : text + random.Between(1000, 9999).ToString(CultureInfo.InvariantCulture);
    }

    private static SampleState StateOf(string code) => SamplePlaces.States.Single(state => state.Code == code);
}
