namespace Pipeline.Host.Simulated;

/// <summary>Virtual time: it stands still until somebody moves it on to the next thing that is due. Things due at one moment come in the order they were asked for.</summary>
public sealed class SimulatedClock(DateTimeOffset start) : TimeProvider
{
    private readonly PriorityQueue<Due, (long Ticks, long Number)> _due = new();
    private readonly Lock _lock = new();
    private long _now = start.UtcTicks;
    private long _number;

    /// <summary>When every simulation begins, unless it is told otherwise.</summary>
    public static readonly DateTimeOffset Epoch = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public SimulatedClock() : this(Epoch)
    {
    }

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _now), TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref _now);

    /// <summary>Nothing in a simulation may wait in real time by mistake.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        throw new NotSupportedException($"A simulation waits by {nameof(After)} or {nameof(Delay)}.");

    /// <summary>The next moment at which anything is due; null when nothing is.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_lock)
            {
                return Peek() is { } ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
            }
        }
    }

    /// <summary>Does something later. What is cancelled by then is forgotten, and time does not stop at it.</summary>
    public void After(TimeSpan delay, Action action, Func<bool>? cancelled = null)
    {
        lock (_lock)
        {
            _due.Enqueue(new Due(action, cancelled), (_now + Math.Max(delay.Ticks, 0), _number++));
        }
    }

    /// <summary>Completes later, on the thread that moves the time; what awaits it goes on at once and on that thread.</summary>
    public Task Delay(TimeSpan delay)
    {
        var done = new TaskCompletionSource();
        After(delay, done.SetResult);
        return done.Task;
    }

    /// <summary>Moves on to the next thing that is due, and does it.</summary>
    /// <returns>False when nothing is due any more.</returns>
    public bool Advance()
    {
        Due due;
        lock (_lock)
        {
            if (Peek() is not { } ticks)
            {
                return false;
            }

            due = _due.Dequeue();
            Volatile.Write(ref _now, ticks);
        }

        due.Action();
        return true;
    }

    private long? Peek()
    {
        while (_due.TryPeek(out var due, out var at))
        {
            if (due.Cancelled?.Invoke() != true)
            {
                return at.Ticks;
            }

            _due.Dequeue();
        }

        return null;
    }

    private sealed record Due(Action Action, Func<bool>? Cancelled);
}
