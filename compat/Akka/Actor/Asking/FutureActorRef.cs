using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>Stands for the asker until the answer is there. What comes later is a dead letter.</summary>
public class FutureActorRef<T> : MinimalActorRef
{
    private readonly TaskCompletionSource<T> _result;
    private readonly IActorRefProvider _provider;

    public FutureActorRef(TaskCompletionSource<T> result, ActorPath path, IActorRefProvider provider)
    {
        _result = result;
        _provider = provider;
        Path = path;
    }

    public override ActorPath Path { get; }

    public override IActorRefProvider Provider => _provider;

    public virtual void DeliverAsk(object message, ICanTell destination) => destination.Tell(message, this);

    protected override void TellInternal(object message, IActorRef sender)
    {
        // Whoever asks for a Status gets a failure as such; to anyone else, also to whoever takes any object, it is thrown.
        var inTime = message switch
        {
            ISystemMessage => _result.TrySetException(new InvalidOperationException($"system message of type '{message.GetType().Name}' is no answer to an ask")),
            T answer when message is not Status.Failure || typeof(T) != typeof(object) => _result.TrySetResult(answer),
            Status.Failure failure => _result.TrySetException(failure.Cause ?? new TaskCanceledException("Task cancelled by actor via Failure message.")),
            _ => _result.TrySetException(new ArgumentException($"Received message of type [{message.GetType()}] - Ask expected message of type [{typeof(T)}]"))
                || message is not null,
        };
        if (!inTime && !_result.Task.IsCanceled)
            _provider.DeadLetters.Tell(message, this);
    }
}
