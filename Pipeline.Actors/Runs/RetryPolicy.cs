namespace Pipeline.Actors.Runs;

/// <summary>How long to wait before the next attempt: doubling from a second to a minute.</summary>
public static class RetryPolicy
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <param name="attempt">The attempt that failed; 1 is the first.</param>
    public static TimeSpan DelayAfter(int attempt)
    {
        var delay = First.TotalSeconds * Math.Pow(2, Math.Clamp(attempt, 1, 30) - 1);
        return delay < Longest.TotalSeconds ? TimeSpan.FromSeconds(delay) : Longest;
    }
}
