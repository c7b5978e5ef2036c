using Pipeline.Actors.Ledger;

namespace Pipeline.Host.Cli.Rendering;

/// <summary>What the ledger did, in one line for the service's log; null for what is no news.</summary>
internal static class LedgerText
{
    public static string? Say(ILedgerEvent happened) => happened switch
    {
        RemovalRequested e => $"ledger: {e.Kind} {e.Name} ({e.Id}) of journal {e.Journal} is removed: {e.Why}",
        GoneConfirmed e => $"ledger: {e.Kind} {e.Name}{(e.Run is null ? "" : $" of run {e.Run}")} is gone",
        _ => null,
    };
}
