using System.Collections.Immutable;
using Pipeline.Actors.Definitions;

namespace Pipeline.Actors.Runs;

/// <summary>What a run decided: the facts to journal and the answer to give when they are.</summary>
public sealed record Decision(ImmutableArray<IRunEvent> Events, object? Reply = null)
{
    public static readonly Decision Nothing = new([]);
}

/// <summary>The run itself, pure: what to journal for an input, what the state is then, and what that state has outstanding outside.</summary>
public static partial class Run
{
    /// <summary>Answers an input with events. The work they make possible is requested in the same decision: there is no other scheduler.</summary>
    public static Decision Decide(RunState state, IRunInput input, DateTimeOffset now)
    {
        var (events, reply) = input switch
        {
            BeginRun begin => Begin(state, begin, now),
            Retry retry => OnRetry(state, retry, now),
            _ when state.Request is null => Decision.Nothing,
            Cancel => OnCancel(state, now),
            Tick => new Decision(Overdue(state, now)),
            IOutcome outcome => new Decision(Settle(state, outcome, now)),
            _ => throw new InvalidOperationException($"The run knows no input of type {input.GetType().Name}."),
        };

        var all = ImmutableArray.CreateBuilder<IRunEvent>();
        void Add(IRunEvent change)
        {
            state = Apply(state, change);
            all.Add(change);
        }

        foreach (var change in events)
        {
            Add(change);
        }

        while (Next(state, now) is { } next)
        {
            Add(next);
        }

        return new Decision(all.ToImmutable(), reply);
    }

    /// <summary>When the run has to look at the clock again: the next retry or deadline. Null when nothing depends on time.</summary>
    public static DateTimeOffset? NextWake(RunState state)
    {
        if (state.Request is null || state.Phase.IsFinal())
        {
            return null;
        }

        return Retries(state).Concat(Deadlines(state).Select(d => d.Due)).Append(SessionsGivenUpAt(state) ?? DateTimeOffset.MaxValue).Min();
    }

    private static Decision Begin(RunState state, BeginRun begin, DateTimeOffset now)
    {
        if (state.Request is not null)
        {
            return new Decision([], new RunAccepted(begin.Run, true));
        }

        var request = begin.Request;
        var requested = new RunRequested(
            begin.Run, request.Pipeline, request.Parameters, request.Source, request.Sink, request.Environment, begin.Journal, now, begin.Try > 1 ? begin.Try : null);
        return new Decision([requested], new RunAccepted(begin.Run, false));
    }

    private static Decision OnCancel(RunState state, DateTimeOffset now) => state.Phase switch
    {
        RunPhase.Requested or RunPhase.Running => new Decision(
            [new CancelRequested(now), new TeardownStarted(RunPhase.Cancelled, ["Cancelled on request."], now)],
            new CancelAnswer(true, "The run is being cancelled: outside work stops and everything it made is removed.")),
        RunPhase.TearingDown => new Decision(
            [], new CancelAnswer(false, $"Nothing to cancel: the run is being torn down already and ends as {state.Ending!.Value.Word()}.")),
        _ => new Decision([], new CancelAnswer(false, $"Nothing to cancel: the run ended as {state.Phase.Word()}.")),
    };
}
