using System.Collections.Immutable;

namespace Pipeline.Actors.Runs;

/// <summary>The index, folded from its events.</summary>
public sealed record RunsState
{
    public static readonly RunsState Empty = new();

    public ImmutableDictionary<RunId, IndexedRun> Runs { get; init; } = ImmutableDictionary<RunId, IndexedRun>.Empty;

    public ImmutableDictionary<string, RunId> Keys { get; init; } = ImmutableDictionary.Create<string, RunId>(StringComparer.Ordinal);

    /// <summary>In the order they were asked for; of one moment, by their ids, so that the order is the same in every process.</summary>
    public IEnumerable<RunId> Unfinished => Runs.Values
        .Where(r => r.Closed is null)
        .OrderBy(r => r.Accepted.At)
        .ThenBy(r => r.Accepted.Run.Value, StringComparer.Ordinal)
        .Select(r => r.Accepted.Run);

    /// <summary>The run that a key has started: the same for the same request, refused for another one.</summary>
    public object Started(string? key, string fingerprint) =>
        key is null || !Keys.TryGetValue(key, out var known) ? new KeyUnknown(key ?? "")
        : Runs[known].Accepted.Fingerprint == fingerprint ? new RunAccepted(known, true)
        : new Refused($"The Idempotency-Key '{key}' started run {known} with another pipeline or other parameters. Use a new key.");

    public RunsState Apply(IRunsEvent change) => change switch
    {
        RunIndexed e => this with
        {
            Runs = Runs.SetItem(e.Run, new IndexedRun(e, null)),
            Keys = e.IdempotencyKey is null ? Keys : Keys.SetItem(e.IdempotencyKey, e.Run),
        },
        RunClosed e => this with { Runs = Runs.SetItem(e.Run, Runs[e.Run] with { Closed = e }) },
        RunReopened e => this with { Runs = Runs.SetItem(e.Run, Runs[e.Run] with { Closed = null, Try = e.Try }) },
        _ => throw new InvalidOperationException($"The index knows no event of type {change.GetType().Name}."),
    };
}

/// <param name="Accepted">Its first word.</param>
/// <param name="Closed">Its last; null while it is unfinished.</param>
/// <param name="Try">The try that it is in, or is to be in: its own journal follows.</param>
public sealed record IndexedRun(RunIndexed Accepted, RunClosed? Closed, int Try = 1);
