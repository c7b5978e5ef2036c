using Pipeline.Host.Local.Gateway.Sessions;

namespace Pipeline.Host.Local.Gateway.Engine;

/// <summary>What an engine says on its protocol stream.</summary>
public abstract record EngineMessage
{
    public sealed record Ready : EngineMessage;

    /// <param name="DuckDb">The SQL for DuckDB that the statement became; null where it was not asked for.</param>
    public sealed record Answer(int Id, StatementOutput Output, IReadOnlyList<string>? DuckDb = null) : EngineMessage;

    public sealed record Progress(int Id, double Value) : EngineMessage;

    /// <summary>No line of the protocol: the engine cannot be trusted any more.</summary>
    public sealed record Garbage(string Line) : EngineMessage;
}
