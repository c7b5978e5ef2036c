namespace Pipeline.Host.Cli.Sample;

/// <summary>Draws from a list in which some choices come up more often than others.</summary>
internal sealed class Weighted<T>
{
    private readonly List<T> _choices;
    private readonly int[] _upTo;

    public Weighted(IEnumerable<T> choices, Func<T, int> weight)
    {
        _choices = [.. choices];
        var sum = 0;
        _upTo = [.. _choices.Select(choice => sum += weight(choice))];
    }

    public T Draw(SampleRandom random)
    {
        var found = Array.BinarySearch(_upTo, random.Below(_upTo[^1]));
        return _choices[found < 0 ? ~found : found + 1];
    }
}
