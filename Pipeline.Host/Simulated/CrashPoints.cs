namespace Pipeline.Host.Simulated;

/// <summary>On which side of a journal write or an outside call a service is killed.</summary>
public enum CrashSide
{
    /// <summary>It was about to be made, and is not.</summary>
    Before,

    /// <summary>It has taken effect, and the service does not hear of it.</summary>
    After,
}

/// <summary>A moment at which a service may die.</summary>
/// <param name="Number">From 1, in the order they are passed.</param>
/// <param name="Side">Before or after it.</param>
/// <param name="What">The write or call.</param>
/// <param name="At">Virtual time.</param>
public sealed record CrashPoint(int Number, CrashSide Side, string What, DateTimeOffset At);

/// <summary>Counts the moments before and after each journal write and each outside call that changes something, and kills the service at the chosen one.</summary>
public sealed class CrashPoints(SimulatedClock clock)
{
    private readonly List<CrashPoint> _passed = [];

    /// <summary>Every point there was so far, over all incarnations.</summary>
    public IReadOnlyList<CrashPoint> Passed => _passed;

    /// <summary>The point to be killed at; null for none.</summary>
    public int? KillAt { get; set; }

    /// <returns>False when the service is dead, by this point or already: then the caller must do nothing more, and answer nobody.</returns>
    internal bool Pass(ServiceIncarnation service, CrashSide side, string what)
    {
        if (!service.IsAlive)
        {
            return false;
        }

        _passed.Add(new CrashPoint(_passed.Count + 1, side, what, clock.GetUtcNow()));
        if (_passed.Count == KillAt)
        {
            service.Kill();
        }

        return service.IsAlive;
    }
}

/// <summary>The answer that a killed service waits for.</summary>
internal static class Never<T>
{
    public static Task<T> Task => new TaskCompletionSource<T>().Task;
}
