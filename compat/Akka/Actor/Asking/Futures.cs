namespace Akka.Actor;

/// <summary>Asks: tells, and gives the answer as a task. The time that an ask may take is real time.</summary>
public static class Futures
{
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) => self.Ask<object>(message, timeout, CancellationToken.None);

    public static Task<object> Ask(this ICanTell self, object message, CancellationToken cancellationToken) => self.Ask<object>(message, null, cancellationToken);

    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) => self.Ask<object>(message, timeout, cancellationToken);

    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) => self.Ask<T>(message, timeout, CancellationToken.None);

    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) => self.Ask<T>(message, null, cancellationToken);

    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<T>(_ => message, timeout, cancellationToken);

    public static Task<T> Ask<T>(this ICanTell self, Func<IActorRef, object> messageFactory, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var provider = ProviderOf(self) ?? throw new ArgumentException("Unable to resolve the target Provider", nameof(self));
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var limit = timeout ?? provider.Settings.AskTimeout;
        var deadline = limit > TimeSpan.Zero ? new CancellationTokenSource(limit) : null;
        var timedOut = deadline?.Token.Register(() => result.TrySetException(new AskTimeoutException($"Timeout after {limit.TotalSeconds:F2} seconds")));
        var cancelled = cancellationToken.CanBeCanceled ? cancellationToken.Register(() => result.TrySetCanceled(cancellationToken)) : default;

        var future = provider.CreateFutureRef(result);
        provider.RegisterTempActor(future, future.Path);
        result.Task.ContinueWith(
            _ =>
            {
                provider.UnregisterTempActor(future.Path);
                timedOut?.Dispose();
                cancelled.Dispose();
                deadline?.Dispose();
            },
            TaskContinuationOptions.ExecuteSynchronously);
        future.DeliverAsk(messageFactory(future), self);
        return result.Task;
    }

    private static IActorRefProvider ProviderOf(ICanTell target) => target switch
    {
        ActorSelection selection => ProviderOf(selection.Anchor),
        IInternalActorRef actor => actor.Provider,
        _ => ActorCell.Current?.SystemImpl.Provider,
    };
}
