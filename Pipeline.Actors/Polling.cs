namespace Pipeline.Actors;

/// <summary>How often something slow is looked at: from <paramref name="First"/>, growing by half each time, to <paramref name="Longest"/>.</summary>
public sealed record Polling(TimeSpan First, TimeSpan Longest)
{
    /// <param name="looks">How many looks there were already.</param>
    public TimeSpan DelayAfter(int looks)
    {
        var delay = First.TotalSeconds * Math.Pow(1.5, Math.Clamp(looks, 0, 60));
        return delay < Longest.TotalSeconds ? TimeSpan.FromSeconds(delay) : Longest;
    }
}
