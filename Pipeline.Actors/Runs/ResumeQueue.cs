namespace Pipeline.Actors.Runs;

/// <summary>How fast a starting service takes up what another one left: its outside answers only so many questions a second.</summary>
/// <param name="AtOnce">Runs that read their journal at the same time; fewer than Akka lets recover at once, so that new runs never wait for them.</param>
/// <param name="PerSecond">Runs that begin to ask the outside again in a second.</param>
public sealed record ResumeBudget(int AtOnce, int PerSecond);

/// <summary>The runs that wait to be taken up, the oldest first, under their budget. It has no clock: somebody tells it that time has passed.</summary>
public sealed class ResumeQueue(ResumeBudget budget, IEnumerable<RunId> byAge)
{
    /// <summary>How often <see cref="Refill"/> is due.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    private readonly Queue<RunId> _waiting = new(byAge);
    private readonly HashSet<RunId> _recovering = [];
    private double _allowance = Portion(budget);

    public bool IsEmpty => _waiting.Count == 0;

    /// <summary>Another <see cref="Pace"/> has passed.</summary>
    public void Refill() => _allowance = Math.Min(_allowance + Portion(budget), Math.Max(1, budget.PerSecond));

    /// <summary>The run reads its journal no more.</summary>
    public void Recovered(RunId run) => _recovering.Remove(run);

    /// <summary>The next run to take up now, or null.</summary>
    public RunId? Next()
    {
        if (_waiting.Count == 0 || _recovering.Count >= budget.AtOnce || _allowance < 1)
        {
            return null;
        }

        _allowance--;
        var run = _waiting.Dequeue();
        _recovering.Add(run);
        return run;
    }

    // Half a run is none: whatever the budget, a pace allows one at least now and then.
    private static double Portion(ResumeBudget budget) => budget.PerSecond * Pace.TotalSeconds;
}
