using System.Globalization;

namespace Pipeline.Host.Cli.Sample;

/// <summary>The fields of one admission, as the I-94 extract writes them.</summary>
internal static class Admission
{
    private const int Year = 2016;
    private const int FirstDay = 20545; // 2016-04-01, in days since 1960-01-01

    private static readonly DateTime Epoch = new(1960, 1, 1);

    // 148, 254 and 252 are in no list; the extract has them all the same.
    private static readonly Weighted<(int Code, int Weight)> Countries = new(
        [
            (135, 120), (209, 80), (582, 60), (245, 55), (689, 52), (112, 52), (438, 50), (148, 50), (111, 48), (254, 37),
            (687, 35), (691, 25), (213, 24), (129, 20), (117, 18), (123, 16), (130, 14), (252, 14), (131, 12), (116, 12),
            (696, 12), (260, 10), (577, 8), (576, 8), (692, 7), (575, 6), (464, 6), (694, 6), (251, 5), (585, 5), (373, 3),
            (504, 3), (343, 2), (574, 1), (297, 1),
        ],
        country => country.Weight);

    private static readonly string[] Airlines =
        ["AA", "DL", "UA", "BA", "LH", "AF", "JL", "NH", "KL", "QF", "AV", "LA", "EK", "VS", "IB", "AM", "CM", "B6", "*GA"];

    private static readonly string[] Posts = ["MEX", "BGT", "SPL", "RDJ", "BNS", "MNL", "BMB", "SHG", "CRS", "TLV"];
    private static readonly string[] StrayStates = ["99", "99", "MP", "UN", "XX", "TE"];
    private static readonly string[] StrayPorts = ["QQQ", "Z9", "XXX", "888"];

    public static string[] Draw(SampleRandom random, int line, int cicid, bool clean)
    {
        var arrival = FirstDay + random.Below(30);
        var mode = clean ? 1 : Mode(random.Below(1000));
        var departure = clean || !random.PerMille(49) ? Departure(random, arrival, clean) : (int?)null;
        var age = Age(random, clean);
        var visa = random.Below(1000) switch { < 831 => 2, < 986 => 1, _ => 3 };
        var residence = Countries.Draw(random).Code;
        return
        [
            Text(line), Number(cicid), Number(Year), "4.0",
            Number(random.PerMille(850) ? residence : Countries.Draw(random).Code), Number(residence),
            clean || !random.PerMille(2) ? SamplePlaces.PortsByArrivals.Draw(random).Code : random.Of(StrayPorts),
            Number(arrival), Number(mode), State(random, clean), Number(departure), Number(age), Number(visa), "1.0",
            Day(arrival, "yyyyMMdd"),
            random.PerMille(380) ? random.Of(Posts) : "",
            random.PerMille(4) ? "STU" : "",
            random.Of(["G", "G", "G", "G", "O", "T", "A"]),
            departure is null ? "" : random.Of(["O", "O", "O", "O", "I", "N", "K"]),
            "",
            departure is null ? "" : "M",
            Number(age is null ? null : Year - age),
            visa == 3 ? "D/S" : Day(arrival + (visa == 1 ? 90 : 180), "MMddyyyy"),
            random.Below(1000) switch { < 141 => "", < 143 => "X", < 560 => "F", _ => "M" },
            random.PerMille(35) ? Text(random.Between(3400, 3999)) : "",
            mode == 1 && !random.PerMille(15) ? Airline(random) : "",
            Text(random.Between(10_000, 99_999)) + Text(random.Between(100_000, 999_999)) + ".0",
            mode == 3 ? "LAND" : random.PerMille(8) ? "" : Text(random.Between(1, 9999)).PadLeft(random.Of([1, 3, 5]), '0'),
            VisaType(random, visa),
        ];
    }

    private static int Mode(int draw) => draw switch { < 962 => 1, < 988 => 3, < 998 => 2, _ => 9 };

    // A few left before they came, says the extract.
    private static int Departure(SampleRandom random, int arrival, bool clean) =>
        !clean && random.PerMille(1) ? arrival - random.Between(1, 3) : arrival + random.Between(0, random.Of([7, 14, 14, 30, 90]));

    private static int? Age(SampleRandom random, bool clean) =>
        clean ? 40 : random.Below(1000) switch
        {
            < 3 => null,
            < 4 => -random.Between(1, 3),
            < 150 => random.Between(0, 20),
            _ => random.Between(18, 85),
        };

    private static string State(SampleRandom random, bool clean) =>
        clean ? "NY" : random.Below(1000) switch
        {
            < 47 => "",
            < 56 => random.Of(StrayStates),
            _ => SamplePlaces.StatesByArrivals.Draw(random).Code,
        };

    // Some writers quote what needs no quotes.
    private static string Airline(SampleRandom random) => random.PerMille(5) ? $"\"{random.Of(Airlines)}\"" : random.Of(Airlines);

    private static string VisaType(SampleRandom random, int visa) =>
        random.Of(visa switch
        {
            1 => ["WB", "WB", "B1", "B1", "E2"],
            2 => ["WT", "WT", "WT", "B2", "B2", "GMT"],
            _ => (string[])["F1", "F1", "F2", "M1"],
        });

    private static string Number(int? value) => value is null ? "" : Text(value.Value) + ".0";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Day(int days, string format) => Epoch.AddDays(days).ToString(format, CultureInfo.InvariantCulture);
}
