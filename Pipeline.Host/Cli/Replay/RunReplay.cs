using System.Collections.Immutable;
using Pipeline.Actors.Runs;
using Pipeline.Host.Api;
using Pipeline.Host.Cli.Rendering;

namespace Pipeline.Host.Cli.Replay;

/// <param name="Run">The run after the event.</param>
/// <param name="Changes">What the event changed, a line each.</param>
internal sealed record ReplayStep(EventBody Event, RunView Run, ImmutableArray<string> Changes)
{
    public object ForPrograms => new { Event.Sequence, Event.Manifest, Event.At, Run.State, Changes, Run.Outstanding };
}

/// <summary>Folds a run's events one by one, as the service did: pure, so that it gives what there was.</summary>
internal sealed class RunReplay
{
    private RunState _state = RunState.Empty;
    private RunView? _view;

    public ReplayStep Next(EventBody recorded)
    {
        var happened = recorded.Read() ?? throw CommandException.Failed(
            $"Event {recorded.Sequence} is a '{recorded.Manifest}', which this version does not know: replay the run with the version that wrote it.");
        if (recorded.Sequence != _state.Events + 1 || (_view is null && happened is not RunRequested))
        {
            throw CommandException.Failed($"The journal is damaged: event {_state.Events + 1} is not there.");
        }

        _state = Run.Apply(_state, happened);
        var (before, after) = (_view, RunViews.Of(_state));
        _view = after;
        return new ReplayStep(recorded, after, RunChanges.Between(before, after));
    }
}
