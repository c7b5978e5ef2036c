namespace Pipeline.Host.Local.Gateway.Sessions;

/// <summary>A statement's state, by Livy's names in lower case.</summary>
public enum StatementState
{
    Waiting,
    Running,
    Available,
    Cancelling,
    Cancelled,
}

/// <summary>What a statement ended with.</summary>
public abstract record StatementOutput
{
    /// <summary>A result; the JSON text is passed on as the engine wrote it, so that no number loses digits.</summary>
    public sealed record Ok(string RawJson) : StatementOutput;

    /// <summary>A failure of the code.</summary>
    public sealed record Error(string Name, string Value, IReadOnlyList<string> Traceback) : StatementOutput;

    /// <summary>Livy's answer where a kind's interpreter cannot start.</summary>
    public static readonly StatementOutput NoInterpreter = new Error("InterpreterError", "Fail to start interpreter", []);
}

/// <summary>One statement of a session; times are epoch milliseconds, 0 where they are still to come.</summary>
public sealed record Statement(int Id, string Code, string Kind)
{
    public StatementState State { get; init; } = StatementState.Waiting;
    public StatementOutput? Output { get; init; }
    public double Progress { get; init; }
    public long Started { get; init; }
    public long Completed { get; init; }

    /// <summary>No longer shown, because newer statements took its place; it runs all the same.</summary>
    public bool Evicted { get; init; }

    public bool IsTerminal => State is StatementState.Available or StatementState.Cancelled;
}
