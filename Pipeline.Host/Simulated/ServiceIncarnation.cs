using Akka.Dispatch;

namespace Pipeline.Host.Simulated;

/// <summary>One life of the simulated service: what its actors run on, until it is killed. After that nothing of it acts any more.</summary>
internal sealed class ServiceIncarnation(SimulatedClock clock, SimulatedEvents events, CrashPoints points)
{
    private readonly Queue<IRunnable> _turns = new();

    public bool IsAlive { get; private set; } = true;

    public SimulatedClock Clock => clock;

    public SimulatedEvents Events => events;

    public CrashPoints Points => points;

    /// <summary>How many turns actors had.</summary>
    public long Turns { get; private set; }

    public void Enqueue(IRunnable turn)
    {
        if (IsAlive)
        {
            _turns.Enqueue(turn);
        }
    }

    /// <summary>Gives every actor that has messages its turn, until none has.</summary>
    public void Drain()
    {
        while (_turns.TryDequeue(out var turn))
        {
            Turns++;
            turn.Run();
        }
    }

    public void Kill()
    {
        IsAlive = false;
        _turns.Clear();
    }
}
