using Pipeline.Host.Local.Gateway.Http;

namespace Pipeline.Host.Local.Gateway.Sessions;

/// <summary>What happens to a session: a request of a client, a word of its engine, or a timer.</summary>
public abstract record SessionCommand
{
    public sealed record Start : SessionCommand;

    public sealed record EngineReady : SessionCommand;

    public sealed record EngineExited : SessionCommand;

    public sealed record Submit(string? Code, string? Kind) : SessionCommand;

    public sealed record Progress(int Id, double Value) : SessionCommand;

    public sealed record Finish(int Id, StatementOutput Output) : SessionCommand;

    public sealed record Cancel(int Id) : SessionCommand;

    /// <summary>A while has passed since a statement was asked to end.</summary>
    public sealed record CancelTick(int Id, DateTimeOffset Since) : SessionCommand;

    /// <summary>Somebody asked for the statements of a session whose engine is gone, or nobody did for a while.</summary>
    public sealed record NoticeLoss : SessionCommand;

    public sealed record Stop : SessionCommand;
}

/// <summary>What a session wants done outside.</summary>
public abstract record SessionEffect
{
    public sealed record StartEngine : SessionEffect;

    public sealed record Execute(int Id, string Code, int Rows) : SessionEffect;

    public sealed record CancelExecution(int Id) : SessionEffect;

    public sealed record WatchCancel(int Id, DateTimeOffset Since) : SessionEffect;

    public sealed record WatchLoss : SessionEffect;

    public sealed record KillEngine(string Reason) : SessionEffect;

    public sealed record StopEngine : SessionEffect;
}

/// <summary>The outcome of one command: the session after it, what is to be done, and what its sender is told.</summary>
public sealed record SessionStep(LivySession Session, IReadOnlyList<SessionEffect> Effects)
{
    /// <summary>The statement just accepted, as it was accepted.</summary>
    public Statement? Submitted { get; init; }

    public LivyError? Refusal { get; init; }
}
