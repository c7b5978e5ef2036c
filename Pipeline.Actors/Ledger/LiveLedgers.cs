using Pipeline.Actors.Runs;

namespace Pipeline.Actors.Ledger;

/// <summary>
/// The ledgers of unfinished runs, followed by their events. A run that began while this service is up is followed from its first event; any
/// other from when somebody needed it and it was read.
/// </summary>
internal sealed class LiveLedgers
{
    private readonly Dictionary<RunId, RunLedger> _ledgers = [];
    private readonly Dictionary<RunId, long> _newest = [];

    public IReadOnlyDictionary<RunId, RunLedger> All => _ledgers;

    /// <summary>The run's ledger after the event, if it is followed; with a gap it is not any longer.</summary>
    public RunLedger? After(RecordedEvent recorded)
    {
        var known = _ledgers.GetValueOrDefault(recorded.Run);
        if (recorded.Sequence <= known?.Sequence)
        {
            return known;
        }

        _newest[recorded.Run] = recorded.Sequence;
        if (recorded.Event is not RunRequested && known?.Sequence + 1 != recorded.Sequence)
        {
            _ledgers.Remove(recorded.Run);
            return null;
        }

        return _ledgers[recorded.Run] = RunLedger.After(known, recorded)!;
    }

    /// <summary>Follows an unfinished run that was read, unless something happened to it meanwhile.</summary>
    public void Follow(RunLedger read)
    {
        if (read.EndedAt is null && read.Sequence >= _newest.GetValueOrDefault(read.Run))
        {
            _ledgers.TryAdd(read.Run, read);
        }
    }

    public void Forget(RunId run)
    {
        _ledgers.Remove(run);
        _newest.Remove(run);
    }
}
