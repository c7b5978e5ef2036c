using System.Globalization;
using System.Text.RegularExpressions;

namespace Pipeline.Host.Configuration;

/// <summary>Durations as HOCON writes them: a number and a unit.</summary>
internal static partial class Durations
{
    public static TimeSpan? Parse(string text)
    {
        var match = Form().Match(text);
        if (!match.Success || !double.TryParse(match.Groups[1].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return match.Groups[2].Value switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            _ => null,
        };
    }

    [GeneratedRegex(@"^\s*([0-9]{1,9}(?:\.[0-9]{1,3})?)\s*(ms|s|m|h)\s*$")]
    private static partial Regex Form();
}
