using System.Collections.Immutable;
using Pipeline.Actors.Journal;
using Pipeline.Actors.Ledger;

namespace Pipeline.Actors.Runs;

/// <summary>The answers to <see cref="GetRun"/> and <see cref="ListRuns"/>: pure, the same from the live index and from its archive.</summary>
public static class RunAnswers
{
    /// <param name="query">Which run, after which event.</param>
    /// <param name="events">Its events up to that one, as far as there are so many.</param>
    public static object View(GetRun query, ImmutableArray<RecordedEvent> events) =>
        events.IsEmpty ? new RunNotFound(query.Run)
        : query.At is { } at && at > events[^1].Sequence ? new NoSuchEvent(query.Run, at, events[^1].Sequence)
        : View(query.Run, events);

    public static RunEventList Events(GetRunEvents query, ImmutableArray<RecordedEvent> events) =>
        new(query.Run, [.. events.Where(e => e.Sequence >= query.From)]);

    /// <summary>What a run was asked to do, from its first event.</summary>
    public static object Request(RunId run, ImmutableArray<RecordedEvent> events) => events is [{ Event: RunRequested e }, ..]
        ? new RecordedRequest(run, new RunRequest(e.Pipeline, e.Parameters, e.Source, e.Sink, e.Environment))
        : new Refused($"Run {run} never began, so that nothing is recorded of it: start it anew.");

    /// <summary>A journal with a hole in it, or with an event that does not fit, is said to be so: nobody can tell what the run was.</summary>
    private static object View(RunId run, ImmutableArray<RecordedEvent> events)
    {
        var state = RunState.Empty;
        foreach (var recorded in events)
        {
            if (recorded.Sequence != state.Events + 1 || (state.Request is null) != (recorded.Event is RunRequested))
            {
                return new Refused($"The journal of run {run} is damaged: event {state.Events + 1} is not there.");
            }

            try
            {
                state = Run.Apply(state, recorded.Event);
            }
            catch (Exception misfit) when (misfit is InvalidOperationException or KeyNotFoundException or NullReferenceException)
            {
                return new Refused($"The journal of run {run} is damaged: event {recorded.Sequence} ({recorded.Manifest}) does not fit those before it.");
            }
        }

        return RunViews.Of(state) with { InstanceHours = RunLedger.Of(events)?.InstanceHours(events[^1].Event.At) };
    }

    public static RunState Fold(IEnumerable<RecordedEvent> events) => events.Aggregate(RunState.Empty, (state, e) => Run.Apply(state, e.Event));

    /// <param name="query">Which runs.</param>
    /// <param name="index">Every run there is.</param>
    /// <param name="phases">Where the unfinished ones are.</param>
    /// <param name="damaged">Those that cannot be read.</param>
    public static RunList List(
        ListRuns query, RunsState index, IReadOnlyDictionary<RunId, RunPhase> phases, IReadOnlyDictionary<RunId, JournalDamage> damaged,
        IReadOnlyDictionary<RunId, string> elsewhere) => new(
    [
        .. index.Runs.Values
            .Select(run => Summary(run, phases, damaged.GetValueOrDefault(run.Accepted.Run), elsewhere.GetValueOrDefault(run.Accepted.Run)))
            .Where(r => (query.Pipeline is null || r.Pipeline == query.Pipeline) && (query.State is null || r.State == query.State))
            .OrderByDescending(r => r.RequestedAt)
            .ThenByDescending(r => r.RunId, StringComparer.Ordinal),
    ]);

    private static RunSummary Summary(IndexedRun run, IReadOnlyDictionary<RunId, RunPhase> phases, JournalDamage? damage, string? elsewhere) => new(
        run.Accepted.Run.Value,
        run.Accepted.Pipeline,
        run.Closed?.State ?? phases.GetValueOrDefault(run.Accepted.Run, RunPhase.Requested),
        run.Accepted.At,
        run.Closed?.At,
        damage?.Text,
        elsewhere);
}
