using System.Collections.Immutable;
using Pipeline.Actors.Sessions;
using Pipeline.Host.Simulated.World.Faults;

namespace Pipeline.Host.Simulated.World.Spark;

/// <summary>A statement in a session's queue.</summary>
/// <param name="id">Livy's id in its session.</param>
/// <param name="code">As it was posted.</param>
/// <param name="takes">How long it runs.</param>
/// <param name="fault">What befalls it.</param>
internal sealed class SimulatedStatement(int id, string code, TimeSpan takes, Fault? fault)
{
    public int Id => id;

    public string Code => code;

    public TimeSpan Takes => takes;

    public Fault? Fault => fault;

    public StatementStatus Status { get; set; } = StatementStatus.Waiting;

    public DateTimeOffset StartedAt { get; set; }

    public RowSet? Rows { get; set; }

    public StatementError? Error { get; set; }

    public bool IsOver => Status is StatementStatus.Succeeded or StatementStatus.Failed or StatementStatus.Cancelled;

    public string FirstLine => code.Split('\n', 2)[0];

    public Statement Show(DateTimeOffset now) => new(
        id, Status, IsOver ? 1 : Status == StatementStatus.Running ? Math.Clamp((now - StartedAt) / takes, 0, 1) : 0, Rows, Error);
}

/// <summary>The process behind a session: what it was told, and until when it lives. It may outlive its session.</summary>
internal sealed class Driver
{
    /// <summary>The statements that changed the session, each once: telling it the same again changes nothing.</summary>
    public ImmutableArray<string> Told { get; private set; } = [];

    /// <summary>Where its last output lies.</summary>
    public string? Output { get; set; }

    /// <summary>Null while its session lives.</summary>
    public DateTimeOffset? EndsAt { get; set; }

    public bool LivesAt(DateTimeOffset at) => EndsAt is null || at <= EndsAt;

    public void Tell(string code) => Told = Told.Contains(code) ? Told : Told.Add(code);
}
