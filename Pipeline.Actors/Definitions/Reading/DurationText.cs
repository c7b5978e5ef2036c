using System.Globalization;

namespace Pipeline.Actors.Definitions.Reading;

/// <summary>Durations as definitions write them: <c>45s</c>, <c>30m</c>, <c>1h30m</c>.</summary>
internal static class DurationText
{
    private const string Units = "hms";

    /// <summary>Null for anything but whole hours, minutes and seconds, each once and in this order.</summary>
    public static TimeSpan? Parse(string text)
    {
        long seconds = 0;
        var (start, nextUnit) = (0, 0);
        while (start < text.Length)
        {
            var end = SqlScan.While(text, start, char.IsAsciiDigit);
            var unit = end < text.Length ? Units.IndexOf(text[end]) : -1;
            if (end == start || end - start > 6 || unit < nextUnit)
            {
                return null;
            }

            seconds += long.Parse(text.AsSpan(start, end - start), CultureInfo.InvariantCulture) * (unit switch { 0 => 3600, 1 => 60, _ => 1 });
            (start, nextUnit) = (end + 1, unit + 1);
        }

        return text.Length == 0 ? null : TimeSpan.FromSeconds(seconds);
    }

    public static string Format(TimeSpan duration)
    {
        var (hours, minutes, seconds) = ((int)duration.TotalHours, duration.Minutes, duration.Seconds);
        var text = (hours > 0 ? $"{hours}h" : "") + (minutes > 0 ? $"{minutes}m" : "") + (seconds > 0 ? $"{seconds}s" : "");
        return text.Length == 0 ? "0s" : text;
    }
}
