namespace Pipeline.Host.Cli.Sample;

/// <summary>Random numbers that are the same on every machine and version of .NET, which System.Random does not promise.</summary>
internal sealed class SampleRandom
{
    private ulong _state;

    /// <summary>Each stream of a seed is a sequence of its own, so that a change to one file leaves the others as they were.</summary>
    public SampleRandom(int seed, string stream)
    {
        _state = (uint)seed;
        foreach (var letter in stream)
        {
            _state = (_state ^ letter) * 0x100000001B3; // FNV-1a's prime
        }
        Next();
    }

    /// <summary>A number from 0 up to, not including, the limit.</summary>
    public int Below(int limit) => (int)Math.BigMul(Next(), (ulong)limit, out _);

    /// <summary>A number from the first to the last, both included.</summary>
    public int Between(int first, int last) => first + Below(last - first + 1);

    /// <summary>True for so many of a thousand.</summary>
    public bool PerMille(int share) => Below(1000) < share;

    public T Of<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    // SplitMix64, by Guy Steele, Doug Lea and Christine Flood.
    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
