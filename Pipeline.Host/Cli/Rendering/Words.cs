using System.Globalization;

namespace Pipeline.Host.Cli.Rendering;

/// <summary>Numbers and times as people read them.</summary>
internal static class Words
{
    public static string Number(long? number) => number?.ToString("N0", CultureInfo.InvariantCulture) ?? "-";

    public static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "-";

    public static string Clock(DateTimeOffset time) => time.UtcDateTime.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    public static string Duration(TimeSpan? duration) => duration switch
    {
        null => "-",
        { TotalSeconds: < 60 } d => string.Create(CultureInfo.InvariantCulture, $"{d.TotalSeconds:0.0} s"),
        { TotalMinutes: < 60 } d => string.Create(CultureInfo.InvariantCulture, $"{d.Minutes} m {d.Seconds:00} s"),
        { } d => string.Create(CultureInfo.InvariantCulture, $"{(int)d.TotalHours} h {d.Minutes:00} m"),
    };

    public static string Plural(long count, string noun) => $"{Number(count)} {noun}{(count == 1 ? "" : "s")}";
}
