namespace Pipeline.Host.Simulated.World;

/// <summary>What will happen outside by itself. Nothing watches the world between two calls, so it is caught up with at the next one, in order of time.</summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<Action<DateTimeOffset>, (DateTimeOffset At, long Order)> _due = new();
    private long _count;

    public void At(DateTimeOffset at, Action<DateTimeOffset> happening) => _due.Enqueue(happening, (at, _count++));

    public void CatchUp(DateTimeOffset now)
    {
        while (_due.TryPeek(out var happening, out var due) && due.At <= now)
        {
            _due.Dequeue();
            happening(due.At);
        }
    }
}
