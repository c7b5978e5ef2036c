namespace Pipeline.Host.Adapters.Aws;

/// <summary>How many calls of a kind all runs may make together: so many a second, a few more at once. Who comes later waits longer, so that polling slows down as runs grow in number.</summary>
/// <param name="perSecond">Calls a second in the long run.</param>
/// <param name="burst">Calls at once after a pause.</param>
/// <param name="time">The clock.</param>
public sealed class CallBudget(double perSecond, int burst, TimeProvider time)
{
    private readonly TimeSpan _interval = TimeSpan.FromSeconds(1 / perSecond);
    private readonly Lock _lock = new();
    private DateTimeOffset _spent = DateTimeOffset.MinValue;

    /// <summary>Returns when the next call may be made.</summary>
    public async Task Take(CancellationToken cancellation)
    {
        var wait = Reserve();
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellation);
        }
    }

    // The time up to which the budget is spent grows by one interval for each call; a burst may run ahead of the clock by so many intervals.
    private TimeSpan Reserve()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            _spent = (_spent > now ? _spent : now) + _interval;
            return _spent - now - (burst * _interval);
        }
    }
}
