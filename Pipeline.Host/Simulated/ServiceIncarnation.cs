using Akka.Dispatch;

namespace Pipeline.Host.Simulated;

/// <summary>One life of the simulated service: what its actors run on, until it is killed. After that nothing of it acts any more.</summary>
/// <param name="clock">Its time.</param>
/// <param name="events">Its journal.</param>
/// <param name="points">Where it may be killed.</param>
/// <param name="elsewhere">Takes the actors' turns, where others than its owner's thread send messages too; null for its own queue.</param>
internal sealed class ServiceIncarnation(SimulatedClock clock, SimulatedEvents events, CrashPoints points, Action<IRunnable>? elsewhere = null)
{
    /// <summary>More messages than a thousand runs have to say at one moment.</summary>
    private const int Endless = 2_000_000;

    private readonly Queue<IRunnable> _turns = new();

    public bool IsAlive { get; private set; } = true;

    public SimulatedClock Clock => clock;

    public SimulatedEvents Events => events;

    public CrashPoints Points => points;

    /// <summary>How many turns actors had.</summary>
    public long Turns { get; private set; }

    public void Enqueue(IRunnable turn)
    {
        if (elsewhere is not null)
        {
            elsewhere(turn);
        }
        else if (IsAlive)
        {
            _turns.Enqueue(turn);
        }
    }

    /// <summary>Gives every actor that has messages its turn, until none has.</summary>
    /// <returns>False when there was no end to it.</returns>
    public bool Drain()
    {
        for (var left = Endless; _turns.TryDequeue(out var turn); left--)
        {
            if (left == 0)
            {
                return false;
            }

            Turns++;
            turn.Run();
        }

        return true;
    }

    public void Kill()
    {
        IsAlive = false;
        _turns.Clear();
    }
}
