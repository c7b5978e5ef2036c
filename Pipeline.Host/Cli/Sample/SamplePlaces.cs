namespace Pipeline.Host.Cli.Sample;

/// <summary>A state or territory: how many of a thousand arrivals go there, and about where it lies, in tenths of a degree.</summary>
internal sealed record SampleState(string Code, string Name, int Weight, int Longitude, int Latitude);

/// <summary>A port of entry: how many of a thousand arrivals it sees.</summary>
internal sealed record SamplePort(string Code, string City, string State, int Weight);

/// <summary>The places that samples are made of.</summary>
internal static class SamplePlaces
{
    public static readonly SampleState[] States =
    [
        new("AK", "Alaska", 2, -1520, 640), new("AL", "Alabama", 3, -868, 328), new("AR", "Arkansas", 1, -924, 348),
        new("AZ", "Arizona", 12, -1117, 343), new("CA", "California", 165, -1194, 368), new("CO", "Colorado", 8, -1055, 390),
        new("CT", "Connecticut", 6, -727, 416), new("DC", "District of Columbia", 9, -770, 389), new("DE", "Delaware", 1, -755, 390),
        new("FL", "Florida", 190, -817, 280), new("GA", "Georgia", 18, -834, 326), new("GU", "Guam", 26, 1448, 134),
        new("HI", "Hawaii", 53, -1575, 205), new("IA", "Iowa", 2, -935, 420), new("ID", "Idaho", 1, -1146, 444),
        new("IL", "Illinois", 31, -892, 400), new("IN", "Indiana", 4, -863, 399), new("KS", "Kansas", 2, -984, 385),
        new("KY", "Kentucky", 3, -853, 375), new("LA", "Louisiana", 8, -919, 310), new("MA", "Massachusetts", 26, -718, 423),
        new("MD", "Maryland", 8, -767, 390), new("ME", "Maine", 1, -692, 454), new("MI", "Michigan", 12, -847, 443),
        new("MN", "Minnesota", 6, -943, 463), new("MO", "Missouri", 4, -924, 384), new("MS", "Mississippi", 1, -897, 327),
        new("MT", "Montana", 1, -1096, 470), new("NC", "North Carolina", 9, -794, 356), new("ND", "North Dakota", 1, -1003, 474),
        new("NE", "Nebraska", 1, -998, 415), new("NH", "New Hampshire", 1, -716, 437), new("NJ", "New Jersey", 29, -746, 402),
        new("NM", "New Mexico", 2, -1061, 344), new("NV", "Nevada", 35, -1166, 393), new("NY", "New York", 162, -757, 429),
        new("OH", "Ohio", 8, -828, 403), new("OK", "Oklahoma", 2, -975, 356), new("OR", "Oregon", 5, -1206, 439),
        new("PA", "Pennsylvania", 11, -778, 409), new("PR", "Puerto Rico", 6, -664, 182), new("RI", "Rhode Island", 2, -715, 416),
        new("SC", "South Carolina", 3, -809, 339), new("SD", "South Dakota", 1, -1002, 444), new("TN", "Tennessee", 5, -863, 358),
        new("TX", "Texas", 43, -993, 315), new("UT", "Utah", 5, -1117, 393), new("VA", "Virginia", 9, -788, 375),
        new("VI", "Virgin Islands", 1, -648, 180), new("VT", "Vermont", 1, -727, 441), new("WA", "Washington", 17, -1204, 474),
        new("WI", "Wisconsin", 4, -897, 446), new("WV", "West Virginia", 1, -806, 386), new("WY", "Wyoming", 1, -1075, 430),
    ];

    /// <summary>The last ones lie abroad, where travellers are cleared before they leave, or have no airport in the list.</summary>
    public static readonly SamplePort[] Ports =
    [
        new("NYC", "New York", "NY", 160), new("MIA", "Miami", "FL", 114), new("LOS", "Los Angeles", "CA", 108),
        new("SFR", "San Francisco", "CA", 56), new("CHI", "Chicago", "IL", 47), new("NEW", "Newark", "NJ", 47),
        new("HHW", "Honolulu", "HI", 42), new("ORL", "Orlando", "FL", 40), new("ATL", "Atlanta", "GA", 38),
        new("HOU", "Houston", "TX", 31), new("FTL", "Fort Lauderdale", "FL", 27), new("WAS", "Washington", "DC", 25),
        new("AGA", "Agana", "GU", 23), new("LVG", "Las Vegas", "NV", 23), new("BOS", "Boston", "MA", 19),
        new("DAL", "Dallas", "TX", 19), new("SEA", "Seattle", "WA", 17), new("PHO", "Phoenix", "AZ", 15),
        new("DET", "Detroit", "MI", 12), new("PHI", "Philadelphia", "PA", 11), new("TAM", "Tampa", "FL", 10),
        new("CLT", "Charlotte", "NC", 6), new("FMY", "Fort Myers", "FL", 6), new("SPM", "St Paul", "MN", 4),
        new("POO", "Portland", "OR", 4), new("SAJ", "San Juan", "PR", 4), new("DEN", "Denver", "CO", 3),
        new("SDP", "San Diego", "CA", 3), new("BAL", "Baltimore", "MD", 2), new("OAK", "Oakland", "CA", 2),
        new("SLC", "Salt Lake City", "UT", 1), new("SNA", "San Antonio", "TX", 1), new("ANC", "Anchorage", "AK", 1),
        new("STL", "St Louis", "MO", 1), new("MIL", "Milwaukee", "WI", 1), new("AUS", "Austin", "TX", 1),
        new("SAI", "", "", 13), new("DUB", "", "", 9), new("TOR", "", "", 5), new("NAS", "", "", 4),
        new("VCV", "", "", 3), new("MAA", "", "", 1),
    ];

    public static readonly Weighted<SampleState> StatesByArrivals = new(States, state => state.Weight);

    public static readonly Weighted<SamplePort> PortsByArrivals = new(Ports, port => port.Weight);
}
