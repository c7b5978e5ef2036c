using System.Text.Json.Serialization;

namespace Pipeline.Actors.Ledger;

/// <summary>Where a thing is, as the run that asked for it knows.</summary>
public enum LedgerStatus
{
    Asked,
    Ready,
    Removing,

    /// <summary>Confirmed gone.</summary>
    Removed,

    /// <summary>Left on purpose.</summary>
    Kept,

    /// <summary>Could not be removed in time: somebody still has to.</summary>
    Left,
}

/// <summary>One thing that a run asked for. Part of the journal's format: see <see cref="RunAccounted"/>.</summary>
/// <param name="Kind">roles, cluster, session or warehouse.</param>
/// <param name="Name">Its deterministic name.</param>
/// <param name="Id">The outside's id, once known.</param>
/// <param name="Status">Where it is.</param>
/// <param name="Since">Since when it is there.</param>
/// <param name="Instances">How many machines the definition gives it; null for what has none.</param>
/// <param name="AskedAt">When it was first asked for.</param>
/// <param name="RunningFrom">Since when its machines may be running; null while there are none.</param>
/// <param name="Spent">How long they ran before that.</param>
/// <param name="EndedAt">When it was confirmed gone.</param>
/// <param name="Why">Why it was kept or left.</param>
public sealed record LedgerEntry(
    string Kind, string Name, string? Id, LedgerStatus Status, DateTimeOffset Since, int? Instances, DateTimeOffset AskedAt, DateTimeOffset? RunningFrom, TimeSpan Spent,
    DateTimeOffset? EndedAt = null, string? Why = null)
{
    /// <summary>The id of roles in an environment that needs none: there is nothing outside.</summary>
    public const string NoneNeeded = "none needed";

    /// <summary>True until it is confirmed gone.</summary>
    [JsonIgnore]
    public bool MayExist => Status != LedgerStatus.Removed;

    /// <summary>True while its run is still going to see to it.</summary>
    [JsonIgnore]
    public bool IsOpen => Status is LedgerStatus.Asked or LedgerStatus.Ready or LedgerStatus.Removing;

    /// <summary>Machines times hours until this moment; null for what has no machines. From asking to confirmed removal, thus never too little.</summary>
    public double? InstanceHours(DateTimeOffset now) =>
        Instances * (Spent + (RunningFrom is { } from && now > from ? now - from : TimeSpan.Zero)).TotalHours;

    /// <summary>It is asked for, again perhaps: what may still be running from before goes on.</summary>
    public LedgerEntry Ask(DateTimeOffset at) => Become(LedgerStatus.Asked, at) with { RunningFrom = RunningFrom ?? at, EndedAt = null };

    public LedgerEntry Become(LedgerStatus status, DateTimeOffset at, string? why = null) => this with { Status = status, Since = at, Why = why };

    /// <summary>It ended by itself: it costs nothing from here on. Whether another one of its name is asked for is the run's next word.</summary>
    public LedgerEntry Lose(DateTimeOffset at) => Stop(at);

    public LedgerEntry Remove(DateTimeOffset at) => Stop(at).Become(LedgerStatus.Removed, at) with { EndedAt = at };

    private LedgerEntry Stop(DateTimeOffset at) => this with { Spent = RunningFrom is { } from ? Spent + (at - from) : Spent, RunningFrom = null };
}
