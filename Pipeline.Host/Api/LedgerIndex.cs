using Akka.Actor;

namespace Pipeline.Host.Api;

/// <summary>The actor that answers for the ledger, asked as the index of runs is; it asks the outside in turn, which may take longer.</summary>
public sealed class LedgerIndex(Func<CancellationToken, Task<IActorRef>> actor)
{
    /// <summary>Listing everything in an account takes many calls under a call budget.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    private readonly RunIndex _asked = new(actor, Timeout);

    public Task<object> Ask(object question, CancellationToken cancellation) => _asked.Ask(question, cancellation);
}
