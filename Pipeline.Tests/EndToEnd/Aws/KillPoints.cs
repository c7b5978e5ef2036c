namespace Pipeline.Tests.EndToEnd.Aws;

/// <summary>A moment at which the service is killed, as kill -9 does.</summary>
/// <param name="What">"before" or "after", and what is called; an address may be named by its end.</param>
/// <param name="Nth">At which time.</param>
/// <param name="Behind">Held back until the service was killed there.</param>
internal sealed record KillPoint(string What, int Nth = 1, string? Behind = null);

/// <summary>Kills the service once at each of some moments, in whatever order they come.</summary>
/// <param name="points">The moments.</param>
/// <param name="kill">Kills it.</param>
internal sealed class KillPoints(Func<Task> kill, params KillPoint[] points)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<KillPoint, int> _met = points.ToDictionary(point => point, _ => 0);
    private readonly Dictionary<string, TaskCompletionSource> _fired = points.ToDictionary(point => point.What, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    public static KillPoints None { get; } = new(() => Task.CompletedTask);

    /// <summary>Where it was not killed yet.</summary>
    public IReadOnlyList<string> Left => [.. _fired.Where(point => !point.Value.Task.IsCompleted).Select(point => point.Key)];

    /// <summary>Tells of a moment; true when the service was killed at it, so that nothing is answered.</summary>
    public async Task<bool> Killed(string moment)
    {
        if (points.FirstOrDefault(point => point.Behind is not null && IsAbout(point, moment) && !_fired[point.Behind].Task.IsCompleted) is { } held)
        {
            await _fired[held.Behind!].Task;
            return true;
        }

        if (Fires(moment) is not { } now)
        {
            return false;
        }

        await kill();
        _fired[now.What].SetResult();
        return true;
    }

    private KillPoint? Fires(string moment)
    {
        lock (_lock)
        {
            foreach (var point in points.Where(point => moment.StartsWith(point.What.Split(' ')[0], StringComparison.Ordinal) && moment.EndsWith(point.What.Split(' ')[1], StringComparison.Ordinal)))
            {
                if (++_met[point] == point.Nth)
                {
                    return point;
                }
            }
        }

        return null;
    }

    private static bool IsAbout(KillPoint point, string moment) => moment.Split(' ')[^1].EndsWith(point.What.Split(' ')[1], StringComparison.Ordinal);
}
