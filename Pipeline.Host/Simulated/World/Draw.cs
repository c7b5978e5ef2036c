namespace Pipeline.Host.Simulated.World;

/// <summary>Least and most of a duration or an amount.</summary>
public readonly record struct Spread(TimeSpan Least, TimeSpan Most);

/// <summary>Chance as a function of a seed and of what it is drawn for: one draw more or less elsewhere changes no other.</summary>
/// <param name="Seed">The same seed gives the same world.</param>
public readonly record struct Draw(long Seed)
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>From 0 to below 1.</summary>
    /// <param name="what">What is drawn.</param>
    /// <param name="subject">For which thing.</param>
    /// <param name="nth">For which of its calls.</param>
    public double Unit(string what, string subject, int nth = 0)
    {
        // FNV-1a, which is the same in every process as string.GetHashCode is not.
        var hash = Add(Add(Add(Offset, what), subject), (ulong)nth);
        return (Mixed(Add(hash, (ulong)Seed)) >> 11) * (1.0 / (1UL << 53));
    }

    public TimeSpan Between(Spread spread, string what, string subject, int nth = 0) =>
        spread.Least + TimeSpan.FromMilliseconds(Math.Round((spread.Most - spread.Least).TotalMilliseconds * Unit(what, subject, nth)));

    public bool Chance(double rate, string what, string subject, int nth = 0) => rate > 0 && Unit(what, subject, nth) < rate;

    private static ulong Add(ulong hash, string text)
    {
        foreach (var c in text)
        {
            hash = (hash ^ c) * Prime;
        }

        // A bound that no text holds: "ab" and "c" are not "a" and "bc".
        return (hash ^ 0x1F000) * Prime;
    }

    private static ulong Add(ulong hash, ulong number)
    {
        for (var i = 0; i < 8; i++, number >>= 8)
        {
            hash = (hash ^ (number & 0xFF)) * Prime;
        }

        return hash;
    }

    // SplitMix64's finalizer: FNV leaves the high bits of short texts alike.
    private static ulong Mixed(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
