namespace Akka.Pattern;

/// <summary>When the count of a backoff supervisor starts anew.</summary>
public interface IBackoffReset;

internal sealed class ManualReset : IBackoffReset;

internal sealed class AutoReset(TimeSpan resetBackoff) : IBackoffReset
{
    public TimeSpan ResetBackoff => resetBackoff;
}

/// <summary>How long to wait: doubled each time up to the maximum, with some randomness on top.</summary>
internal readonly record struct BackoffDelay(TimeSpan Min, TimeSpan Max, double RandomFactor)
{
    public TimeSpan After(int restarts)
    {
        var ticks = Math.Min(Max.Ticks, Min.Ticks * Math.Pow(2, restarts)) * (1.0 + (Random.Shared.NextDouble() * RandomFactor));
        return ticks is < 0 or >= long.MaxValue ? Max : new TimeSpan((long)ticks);
    }
}
