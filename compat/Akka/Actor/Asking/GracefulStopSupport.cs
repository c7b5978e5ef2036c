using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>Stops an actor and waits for its end.</summary>
public static class GracefulStopSupport
{
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) => target.GracefulStop(timeout, PoisonPill.Instance);

    public static async Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout, object stopMessage)
    {
        using var deadline = new CancellationTokenSource(timeout);
        return await DeathWatcher.Await(target, () => target.Tell(stopMessage, ActorRefs.NoSender), deadline.Token).ConfigureAwait(false);
    }
}

/// <summary>Waits for the end of an actor.</summary>
public static class WatchAsyncSupport
{
    public static Task<bool> WatchAsync(this IActorRef target, CancellationToken token = default) => DeathWatcher.Await(target, () => { }, token);
}

/// <summary>A watcher that is no actor.</summary>
internal sealed class DeathWatcher(IActorRefProvider provider, ActorPath path) : MinimalActorRef
{
    private readonly TaskCompletionSource<bool> _died = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override ActorPath Path => path;

    public override IActorRefProvider Provider => provider;

    /// <summary>False when the token was first.</summary>
    public static async Task<bool> Await(IActorRef target, Action onceWatching, CancellationToken token)
    {
        if (target is not IInternalActorRef watchee)
            throw new InvalidOperationException($"{target} is not an {typeof(IInternalActorRef)} and cannot be death-watched");
        var watcher = new DeathWatcher(watchee.Provider, watchee.Provider.TempPath());
        watchee.Provider.RegisterTempActor(watcher, watcher.Path);
        using var registration = token.Register(() => watcher._died.TrySetResult(false));
        watchee.SendSystemMessage(new Watch(watchee, watcher));
        onceWatching();
        try
        {
            return await watcher._died.Task.ConfigureAwait(false);
        }
        finally
        {
            watchee.SendSystemMessage(new Unwatch(watchee, watcher));
            watchee.Provider.UnregisterTempActor(watcher.Path);
        }
    }

    public override void SendSystemMessage(ISystemMessage message)
    {
        if (message is DeathWatchNotification)
            _died.TrySetResult(true);
    }
}
