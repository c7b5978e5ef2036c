namespace Pipeline.Host.Simulated;

/// <summary>How many runs were accepted and how many are over, read from the journal as it grows.</summary>
internal sealed class SimulatedProgress(SimulatedEvents events)
{
    private int _read;

    public int Accepted { get; private set; }

    public int Closed { get; private set; }

    public SimulatedProgress Look()
    {
        for (; _read < events.Written.Count; _read++)
        {
            Accepted += events.Written[_read].Manifest == "run-accepted.1" ? 1 : 0;
            Closed += events.Written[_read].Manifest == "run-ended.1" ? 1 : 0;
        }

        return this;
    }
}
