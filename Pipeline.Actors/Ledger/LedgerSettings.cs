namespace Pipeline.Actors.Ledger;

/// <summary>What the ledger needs to know.</summary>
public sealed record LedgerSettings
{
    /// <summary>This journal's id: only what carries it is ever removed unasked.</summary>
    public required string Journal { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How often the outside is looked at.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>For how long the things of a run that has ended, or of no known run, are left alone.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How soon it is looked whether what was removed is gone.</summary>
    public Polling Confirming { get; init; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));
}
