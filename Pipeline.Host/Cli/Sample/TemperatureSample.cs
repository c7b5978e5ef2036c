namespace Pipeline.Host.Cli.Sample;

/// <summary>Lines of temperatures-by-state.csv: one per state and month, with gaps; dates from 1900 on are American.</summary>
internal static class TemperatureSample
{
    private const int FirstYear = 1890, LastYear = 2013, LastMonth = 9;

    // Yearly mean and half the swing between seasons, in thousandths of a degree.
    private static readonly (string State, string Country, int Mean, int Swing)[] States =
    [
        ("Alabama", "United States", 17_600, 9_400), ("Alaska", "United States", -4_600, 14_200),
        ("Arizona", "United States", 15_600, 10_700), ("Colorado", "United States", 7_300, 11_900),
        ("Florida", "United States", 21_900, 6_500), ("New York", "United States", 7_100, 13_600),
        ("Acre", "Brazil", 25_600, 800), ("Alberta", "Canada", 900, 15_400), ("Anhui", "China", 15_700, 12_300),
        ("Assam", "India", 23_100, 5_600), ("Bahia", "Brazil", 24_000, 1_700), ("Chuvash", "Russia", 3_600, 15_300),
        ("Gansu", "China", 5_600, 13_100), ("Manitoba", "Canada", -2_700, 18_600),
        ("New South Wales", "Australia", 17_200, -7_300), ("Ontario", "Canada", 700, 16_400),
        ("Pskov", "Russia", 4_900, 12_500), ("Tasmania", "Australia", 10_300, -4_000),
    ];

    // A year's course in thousandths of the swing, January to December.
    private static readonly int[] Course = [-1000, -870, -470, 20, 490, 850, 1000, 940, 560, 50, -480, -880];

    public static IEnumerable<(string Text, string End)> Lines(SampleRandom random)
    {
        yield return ("dt,AverageTemperature,AverageTemperatureUncertainty,State,Country", "\n");
        foreach (var (state, country, mean, swing) in States)
        {
            for (var year = FirstYear; year <= LastYear; year++)
            {
                for (var month = 1; month <= (year == LastYear ? LastMonth : 12); month++)
                {
                    // Early readings are rarer and less certain.
                    var age = LastYear - year;
                    var temperature = mean + swing * Course[month - 1] / 1000 + random.Between(-2_000, 2_000) - age * 8;
                    var uncertainty = 150 + random.Below(200) + age * 10;
                    var values = random.PerMille(2 + age / 2) ? "," : $"{Thousandths(temperature)},{Thousandths(uncertainty)}";
                    yield return ($"{Date(year, month)},{values},{state},{country}", "\n");
                }
            }
        }
        yield return ("2/30/1950,10.5,0.3,Alabama,United States", "\n");
        yield return ("3/1/1950,warm,0.3,Alabama,United States", "\n");
        yield return ("4/1/1950,12.1", "\n");
    }

    private static string Date(int year, int month) => year < 1900 ? $"{year}-{month:00}-01" : $"{month}/1/{year}";

    private static string Thousandths(int value) => $"{(value < 0 ? "-" : "")}{Math.Abs(value) / 1000}.{Math.Abs(value) % 1000:000}";
}
