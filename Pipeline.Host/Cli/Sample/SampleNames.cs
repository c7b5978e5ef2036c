namespace Pipeline.Host.Cli.Sample;

/// <summary>Made-up names of towns and airfields, some with quotes, commas and letters beyond ASCII in them.</summary>
internal static class SampleNames
{
    private static readonly string[] First =
    [
        "Maple", "Cedar", "Willow", "Granite", "Silver", "Eagle", "Bear", "Prairie", "Stone", "Clear", "Mill", "Fox", "Spring", "Iron",
        "Sunny", "Peña", "O'Hara", "Quail", "Twin", "Lost",
    ];

    private static readonly string[] Second =
    [
        "Grove", "Ridge", "Falls", "Creek", "Haven", "Valley", "Bluff", "Hollow", "Point", "Meadows", "Crossing", "Springs", "Lake",
        "Heights", "Park", "Bend", "Harbor", "Rock",
    ];

    private static readonly string[] Owners =
    [
        "Anders", "Baker", "Castillo", "Dufour", "Eriksen", "Flores", "Grady", "Holm", "Ibarra", "Jansen", "Kowal", "Lund",
        "Moreau", "Núñez",
    ];

    public static string Town(SampleRandom random) => $"{random.Of(First)} {random.Of(Second)}";

    public static string Airfield(SampleRandom random, string type)
    {
        var suffix = type switch
        {
            "heliport" => "Heliport",
            "seaplane_base" => "Seaplane Base",
            "balloonport" => "Balloonport",
            _ => "Airport",
        };
        return random.Below(100) switch
        {
            0 => $"{random.Of(Owners)} \"{random.Of(First)}\" {suffix}",
            < 3 => $"{Town(random)}, {random.Of(Owners)} {suffix}",
            < 60 => $"{random.Of(Owners)} {suffix}",
            _ => $"{Town(random)} {suffix}",
        };
    }

    /// <summary>A field as RFC 4180 wants it: quoted where it must be, with quotes doubled.</summary>
    public static string Quoted(string text) => text.AsSpan().IndexOfAny(',', '"') < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";
}
