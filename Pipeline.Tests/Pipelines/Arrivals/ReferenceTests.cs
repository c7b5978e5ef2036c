using System.Text.RegularExpressions;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.Pipelines.Arrivals;

public partial class ReferenceTests
{
    public static TheoryData<string, int> Lists => new() { { "country", 289 }, { "port", 660 }, { "mode", 4 }, { "visa", 3 }, { "state", 54 } };

    [Theory]
    [MemberData(nameof(Lists))]
    public void A_list_has_each_code_once_in_order(string list, int codes)
    {
        var rows = Rows(list);

        Assert.Equal(codes, rows.Count);
        Assert.Equal(rows.Select(row => row[0]).Order(StringComparer.Ordinal), rows.Select(row => row[0]));
        Assert.Equal(codes, rows.Select(row => row[0].ToUpperInvariant()).Distinct().Count());
    }

    // A stray blank, or a no-break space that looks like one, would make a code or a city that nothing matches.
    [Theory]
    [MemberData(nameof(Lists))]
    public void Texts_are_clean_ASCII(string list, int codes)
    {
        var rows = Rows(list);

        Assert.Equal(codes, rows.Count);
        Assert.All(rows, row => Assert.Equal(Lines(list)[0].Split(',').Length, row.Length));
        Assert.All(rows.SelectMany(row => row), text => Assert.Equal(text.Trim(), text));
        Assert.All(string.Concat(Lines(list)), letter => Assert.InRange(letter, ' ', '~'));
        Assert.All(rows, row => Assert.NotEqual("", row[1]));
        Assert.All(rows, row => Assert.True(row[0].Length <= 16 && row.All(text => text.Length <= 128), "does not fit the warehouse's columns"));
    }

    [Fact]
    public void The_lists_say_what_the_codes_mean()
    {
        Assert.Contains(Rows("visa"), row => row is ["1", "business"]);
        Assert.Contains(Rows("visa"), row => row is ["2", "pleasure"]);
        Assert.Contains(Rows("visa"), row => row is ["3", "student"]);
        Assert.Contains(Rows("mode"), row => row is ["1", "air"]);
        Assert.Contains(Rows("country"), row => row is ["582", "Mexico", "current"]);
        Assert.Contains(Rows("country"), row => row is ["583", "United States", "invalid"]);
        Assert.Contains(Rows("state"), row => row is ["NC", "North Carolina"]);
        Assert.Contains(Rows("port"), row => row is ["LOS", "Los Angeles", "Los Angeles", "CA", "United States"]);
    }

    [Fact]
    public void State_99_is_in_no_list() => Assert.DoesNotContain(Rows("state"), row => row[0] == "99");

    [Theory]
    [InlineData("WAS", "Washington", "DC")]
    [InlineData("MAP", "Mariposa", "AZ")]
    [InlineData("BLI", "Bellingham", "WA")]
    [InlineData("OGG", "Kahului", "HI")]
    [InlineData("NEW", "Newark", "NJ")]
    [InlineData("DUB", "Dublin", "")]
    [InlineData("XNA", "", "")]
    public void A_port_has_its_city_and_state_apart(string code, string city, string state) =>
        Assert.Contains(Rows("port"), row => row[0] == code && row[2] == city && row[3] == state);

    [Fact]
    public void A_port_merged_into_another_lies_where_that_one_does()
    {
        var ports = Rows("port").ToDictionary(row => row[0], row => string.Join(',', row[1..]));

        Assert.Equal(ports["FOK"], ports["ISP"]);
        Assert.Equal(ports["SEA"], ports["T01"]);
    }

    [Fact]
    public void A_port_in_the_United_States_lies_in_a_state_of_the_list()
    {
        var states = Rows("state").Select(row => row[0]).Append("MP").ToHashSet();

        Assert.All(Rows("port").Where(row => row[3].Length > 0), row => Assert.True(states.Contains(row[3]) && row[4] == "United States", row[0]));
        Assert.All(Rows("port").Where(row => row[3].Length == 0), row => Assert.NotEqual("United States", row[4]));
    }

    private static string[] Lines(string list) => File.ReadAllLines(Checkout.PathOf("reference", "arrivals", list + ".csv"));

    private static List<string[]> Rows(string list) => [.. Lines(list).Skip(1).Select(Fields)];

    // A comma inside quotes does not part fields; no text has a quote in it.
    private static string[] Fields(string line) => [.. Separator().Split(line).Select(field => field.Trim('"'))];

    [GeneratedRegex(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")]
    private static partial Regex Separator();
}
