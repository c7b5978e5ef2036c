using Akka.Actor;
using Pipeline.Actors.Journal;
using Pipeline.Actors.Runs;

namespace Pipeline.Host.Api;

/// <summary>The actor that answers for all runs, asked with a time limit. The only place where the host asks an actor.</summary>
/// <param name="actor">Found when first needed: it starts with the actor system.</param>
/// <param name="timeout">After this <see cref="AskTimeoutException"/>, which becomes a 503.</param>
/// <remarks>What no endpoint can do anything about is thrown: that the journal is away, or damaged where the answer stands.</remarks>
public sealed class RunIndex(Func<CancellationToken, Task<IActorRef>> actor, TimeSpan timeout)
{
    public async Task<object> Ask(object question, CancellationToken cancellation, TimeSpan? within = null)
    {
        var wait = within ?? timeout;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(wait);
        try
        {
            var index = await actor(limit.Token);
            return await index.Ask<object>(question, wait, limit.Token) switch
            {
                Unavailable not => throw new UnavailableException(not.Why),
                JournalDamaged damaged => throw new JournalDamagedException(damaged.Damage),
                var answer => answer,
            };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new AskTimeoutException($"No answer to {question.GetType().Name} within {wait.TotalSeconds} s.");
        }
    }
}

/// <summary>Nothing was done, and the same may be asked again a little later.</summary>
public sealed class UnavailableException(string why) : Exception(why);

/// <summary>The journal is damaged where the answer stands; the message says which event of which run, and how to mend it.</summary>
public sealed class JournalDamagedException(JournalDamage damage) : Exception(damage.Text)
{
    public JournalDamage Damage { get; } = damage;
}
