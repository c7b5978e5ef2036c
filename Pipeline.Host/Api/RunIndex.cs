using Akka.Actor;

namespace Pipeline.Host.Api;

/// <summary>The actor that answers for all runs, asked with a time limit. The only place where the host asks an actor.</summary>
/// <param name="actor">Found when first needed: it starts with the actor system.</param>
/// <param name="timeout">After this <see cref="AskTimeoutException"/>, which becomes a 503.</param>
public sealed class RunIndex(Func<CancellationToken, Task<IActorRef>> actor, TimeSpan timeout)
{
    public async Task<object> Ask(object question, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        try
        {
            var index = await actor(limit.Token);
            return await index.Ask<object>(question, timeout, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new AskTimeoutException($"No answer to {question.GetType().Name} within {timeout.TotalSeconds} s.");
        }
    }
}
