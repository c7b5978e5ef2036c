namespace Pipeline.Host.Local.Gateway.Sessions;

/// <summary>The last lines an engine wrote for people, in the form in which Livy shows a driver's log.</summary>
public sealed class SessionLog(int capacity = SessionLog.Capacity)
{
    public const int Capacity = 200;

    private readonly Queue<string> _errorLines = new();
    private readonly Lock _gate = new();

    public void Add(string line)
    {
        lock (_gate)
        {
            _errorLines.Enqueue(line);
            while (_errorLines.Count > capacity)
            {
                _errorLines.Dequeue();
            }
        }
    }

    /// <summary>Livy's one array of both streams; an engine writes nothing to its standard output.</summary>
    public IReadOnlyList<string> Lines()
    {
        lock (_gate)
        {
            return ["stdout: ", "\nstderr: ", .. _errorLines];
        }
    }
}
