using System.Collections.Immutable;
using Pipeline.Actors;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Runs;

namespace Pipeline.Tests.Runs;

/// <summary>Plays the shell and the outside: decides, folds, and answers what is outstanding, on a clock of its own.</summary>
internal sealed class Drive
{
    public RunState State { get; private set; } = RunState.Empty;

    public DateTimeOffset Now { get; private set; } = Given.Start;

    public List<IRunEvent> Events { get; } = [];

    public static Drive Begun(PipelineDefinition? definition = null)
    {
        var drive = new Drive();
        drive.Input(Given.Begin(definition));
        return drive;
    }

    /// <summary>Goes on where these events end, as a service does that reads them back.</summary>
    public static Drive From(IEnumerable<IRunEvent> events)
    {
        var drive = new Drive();
        foreach (var change in events)
        {
            drive.State = Run.Apply(drive.State, change);
            drive.Events.Add(change);
            drive.Now = change.At;
        }

        return drive;
    }

    public IEnumerable<string> Failures => State.Failures;

    public ImmutableArray<WorkOrder> Outstanding => Run.Outstanding(State);

    public IEnumerable<string> Keys => Outstanding.Select(o => o.Key);

    public Decision Input(IRunInput input)
    {
        var decision = Run.Decide(State, input, Now);
        foreach (var change in decision.Events)
        {
            State = Run.Apply(State, change);
            Events.Add(change);
        }

        if (Run.NextWake(State) is { } wake && wake <= Now && !(input is not Tick && wake == Now))
        {
            throw new InvalidOperationException($"After {input.GetType().Name} at {Now:O} the run wants to be woken at {wake:O}: it would never sleep.");
        }

        return decision;
    }

    /// <summary>The outstanding order of this key; a test that names a wrong one fails here.</summary>
    public WorkOrder Order(string key) => Outstanding.Single(o => o.Key == key);

    public Drive Succeed(params string[] keys)
    {
        foreach (var key in keys)
        {
            Input(Given.Success(Order(key)));
        }

        return this;
    }

    public Drive Fail(string key, FailureKind kind = FailureKind.Transient, string message = "it broke")
    {
        _ = Order(key);
        Input(new OrderFailed(key, kind, message));
        return this;
    }

    public Drive After(TimeSpan span)
    {
        Now += span;
        Input(new Tick());
        return this;
    }

    /// <summary>Answers all that is outstanding, but for the endless watch, until this holds.</summary>
    public Drive Until(Func<RunState, bool> reached)
    {
        for (var turn = 0; turn < 1000; turn++)
        {
            if (reached(State))
            {
                return this;
            }

            var next = Outstanding.FirstOrDefault(o => o is not WatchCluster);
            if (next is null)
            {
                var wake = Run.NextWake(State) ?? throw new InvalidOperationException("Nothing is outstanding and nothing is due.");
                After(wake - Now);
                continue;
            }

            Input(Given.Success(next));
        }

        throw new InvalidOperationException("The run does not get there.");
    }

    public Drive ToTheEnd() => Until(s => s.Phase.IsFinal());
}
