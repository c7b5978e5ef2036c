using System.Globalization;
using System.Text.RegularExpressions;

namespace Akka.Configuration.Hocon;

/// <summary>Durations (<c>5 s</c>) and sizes (<c>10 MiB</c>).</summary>
internal static partial class HoconUnits
{
    private static readonly Dictionary<string, long> SizeFactors = BuildSizeFactors();

    public static TimeSpan ParseTimeSpan(string text, bool allowInfinite)
    {
        var match = Duration().Match(text);
        if (!match.Success)
        {
            return allowInfinite && text.Equals("infinite", StringComparison.OrdinalIgnoreCase)
                ? Timeout.InfiniteTimeSpan
                : TimeSpan.FromMilliseconds(Positive(text));
        }

        var value = Positive(match.Groups["value"].Value);
        return match.Groups["unit"].Value switch
        {
            "ns" or "nano" or "nanos" or "nanosecond" or "nanoseconds" => TimeSpan.FromTicks((long)Math.Round(value / TimeSpan.NanosecondsPerTick)),
            "micro" or "micros" or "microsecond" or "microseconds" => TimeSpan.FromTicks((long)Math.Round(value * TimeSpan.TicksPerMicrosecond)),
            "ms" or "milli" or "millis" or "millisecond" or "milliseconds" => TimeSpan.FromMilliseconds(value),
            "s" or "second" or "seconds" => TimeSpan.FromSeconds(value),
            "m" or "minute" or "minutes" => TimeSpan.FromMinutes(value),
            "h" or "hour" or "hours" => TimeSpan.FromHours(value),
            "d" or "day" or "days" => TimeSpan.FromDays(value),
            // "us" is recognised but, as in the original, has no factor: what remains is read as milliseconds and fails.
            _ => TimeSpan.FromMilliseconds(Positive(text)),
        };
    }

    public static long? ParseByteSize(string text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        text = text.Trim();
        var lastDigit = text.AsSpan().LastIndexOfAnyInRange('0', '9');
        if (lastDigit == -1 || lastDigit + 1 >= text.Length)
            return long.Parse(text);
        var unit = text[(lastDigit + 1)..].Trim();
        return SizeFactors.TryGetValue(unit, out var factor)
            ? factor * long.Parse(text[..(lastDigit + 1)])
            : throw new FormatException($"{unit} is not a valid byte size suffix");
    }

    [GeneratedRegex("^(?<value>[0-9]+(\\.[0-9]+)?)\\s*(?<unit>(nano|micro|milli)(second)?s?|ns|us|ms|(second|minute|hour|day)s?|[smhd])$", RegexOptions.ExplicitCapture)]
    private static partial Regex Duration();

    private static double Positive(string text)
    {
        var value = double.Parse(text, NumberFormatInfo.InvariantInfo);
        return value < 0 ? throw new FormatException($"Expected a positive value instead of {value}") : value;
    }

    private static Dictionary<string, long> BuildSizeFactors()
    {
        var factors = new Dictionary<string, long> { ["b"] = 1, ["B"] = 1, ["byte"] = 1, ["bytes"] = 1 };
        long binary = 1, metric = 1;
        foreach (var (letter, binaryName, metricName) in new[]
                 {
                     ('K', "kibibyte", "kilobyte"), ('M', "mebibyte", "megabyte"), ('G', "gibibyte", "gigabyte"),
                     ('T', "tebibyte", "terabyte"), ('P', "pebibyte", "petabyte"), ('E', "exbibyte", "exabyte"),
                 })
        {
            binary *= 1024;
            metric *= 1000;
            foreach (var name in new[] { $"{letter}", $"{char.ToLowerInvariant(letter)}", $"{letter}i", $"{letter}iB", binaryName, binaryName + "s" })
                factors[name] = binary;
            foreach (var name in new[] { letter == 'K' ? "kB" : $"{letter}B", metricName, metricName + "s" })
                factors[name] = metric;
        }

        return factors;
    }
}
