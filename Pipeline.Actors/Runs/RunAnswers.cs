using System.Collections.Immutable;

namespace Pipeline.Actors.Runs;

/// <summary>The answers to <see cref="GetRun"/> and <see cref="ListRuns"/>: pure, the same from the live index and from its archive.</summary>
public static class RunAnswers
{
    public static object View(RunId run, ImmutableArray<RecordedEvent> events) =>
        events.IsEmpty ? new RunNotFound(run) : RunViews.Of(Fold(events));

    public static RunState Fold(IEnumerable<RecordedEvent> events) => events.Aggregate(RunState.Empty, (state, e) => Run.Apply(state, e.Event));

    /// <param name="query">Which runs.</param>
    /// <param name="index">Every run there is.</param>
    /// <param name="phases">Where the unfinished ones are.</param>
    public static RunList List(ListRuns query, RunsState index, IReadOnlyDictionary<RunId, RunPhase> phases) => new(
    [
        .. index.Runs.Values
            .Select(run => Summary(run, phases))
            .Where(r => (query.Pipeline is null || r.Pipeline == query.Pipeline) && (query.State is null || r.State == query.State))
            .OrderByDescending(r => r.RequestedAt)
            .ThenByDescending(r => r.RunId, StringComparer.Ordinal),
    ]);

    private static RunSummary Summary(IndexedRun run, IReadOnlyDictionary<RunId, RunPhase> phases) => new(
        run.Accepted.Run.Value,
        run.Accepted.Pipeline,
        run.Closed?.State ?? phases.GetValueOrDefault(run.Accepted.Run, RunPhase.Requested),
        run.Accepted.At,
        run.Closed?.At);
}
