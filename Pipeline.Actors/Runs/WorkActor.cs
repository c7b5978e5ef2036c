using Akka.Actor;

namespace Pipeline.Actors.Runs;

/// <summary>Asks a child to perform an order.</summary>
/// <param name="Order">What to do.</param>
/// <param name="Again">True when it may have been begun before: by an earlier child, or before a restart of the service.</param>
public sealed record Perform(WorkOrder Order, bool Again);

/// <summary>The order is no longer wanted.</summary>
public sealed record Withdraw(string Key);

/// <summary>What stops a child: one of its orders failed. The run's supervisor strategy sees it, and the run decides.</summary>
public sealed class OrderFailedException(string key, FailureKind kind, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Key { get; } = key;

    public FailureKind Kind { get; } = kind;
}

/// <summary>
/// What the children of a run share: they follow orders by calls to a port, one call at a time for each order, and hold no truth.
/// A call's answer comes back as a message; a failure that the order does not bear stops the child.
/// </summary>
public abstract class WorkActor : ReceiveActor, IWithTimers
{
    private readonly Dictionary<string, Work> _work = new(StringComparer.Ordinal);
    private int _calls;
    private bool _settling;

    protected WorkActor()
    {
        Receive<Perform>(perform =>
        {
            _work[perform.Order.Key] = new Work(perform.Order, new CancellationTokenSource());
            Begin(perform.Order, perform.Again);
        });

        // What a cancelled call does then, as asking a server to stop, is not to hold up the actor.
        Receive<Withdraw>(withdraw => End(withdraw.Key)?.CancelAsync());
        Receive<Answered>(answered => Ended(answered.Key, answered.Creation, answered.Then));
        Receive<Later>(later => Continue(later.Key, later.Then));
        Receive<Settle>(_ => OnSettle());
        Receive<Failed>(failed => Ended(failed.Key, failed.Creation, () =>
        {
            if (!failed.Bear(failed.Failure))
            {
                throw Unbearable(failed.Key, failed.Failure);
            }
        }));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>True while a call that creates something is under way, also one of an order that was withdrawn: it may still take effect.</summary>
    protected bool IsCreating { get; private set; }

    /// <summary>True while nothing is asked of this child.</summary>
    protected bool IsIdle => _work.Count == 0;

    protected abstract void Begin(WorkOrder order, bool again);

    protected override void PostStop()
    {
        foreach (var work in _work.Values)
        {
            work.Cancellation.Cancel();
        }
    }

    /// <summary>Makes one call; its answer is handled in the actor, if the order is still wanted then. Withdrawing the order cancels it.</summary>
    /// <param name="order">The order it is made for.</param>
    /// <param name="call">The call.</param>
    /// <param name="then">What to do with its answer.</param>
    /// <param name="bear">Says whether it has dealt with a failure; otherwise the failure stops the child.</param>
    protected void Call<T>(WorkOrder order, Func<CancellationToken, Task<T>> call, Action<T> then, Func<PortFailureException, bool>? bear = null) =>
        Send(order, call, then, bear, creation: false, _work[order.Key].Cancellation.Token);

    /// <inheritdoc cref="Call{T}"/>
    protected void Call(WorkOrder order, Func<CancellationToken, Task> call, Action then, Func<PortFailureException, bool>? bear = null) =>
        Call(order, async cancellation => { await call(cancellation); return true; }, _ => then(), bear);

    /// <summary>Makes a call that creates something. It is never cancelled: half a creation could be neither found nor removed.</summary>
    protected void Create<T>(WorkOrder order, Func<CancellationToken, Task<T>> call, Action<T> then, Func<PortFailureException, bool>? bear = null)
    {
        IsCreating = true;
        Send(order, call, then, bear, creation: true, CancellationToken.None);
    }

    /// <summary>Goes on with the order after a while, if it is still wanted then.</summary>
    protected void After(WorkOrder order, TimeSpan delay, Action then)
    {
        if (!_settling)
        {
            Timers.StartSingleTimer(order.Key, new Later(order.Key, then), delay);
        }
    }

    /// <summary>The order is done.</summary>
    protected void Done(IOutcome outcome)
    {
        End(outcome.Key);
        Context.Parent.Tell(outcome);
    }

    private void Send<T>(
        WorkOrder order, Func<CancellationToken, Task<T>> call, Action<T> then, Func<PortFailureException, bool>? bear, bool creation, CancellationToken cancellation)
    {
        if (_settling)
        {
            return;
        }

        _calls++;
        Start(call, cancellation).PipeTo(
            Self,
            success: answer => new Answered(order.Key, creation, () => then(answer)),
            failure: failure => new Failed(order.Key, creation, failure, e => bear is not null && e is PortFailureException port && bear(port)));
    }

    /// <summary>A port that throws before its first await must not throw into the actor's own code.</summary>
    private static async Task<T> Start<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellation) => await call(cancellation);

    /// <summary>A call came back.</summary>
    private void Ended(string key, bool creation, Action then)
    {
        _calls--;
        IsCreating &= !creation;
        Continue(key, then);
        StopWhenSettled();
    }

    /// <summary>The service is about to stop: calls under way come back and what they say is told, but none is made any more.</summary>
    private void OnSettle()
    {
        _settling = true;
        Timers.CancelAll();
        StopWhenSettled();
    }

    private void StopWhenSettled()
    {
        if (_settling && _calls == 0)
        {
            Context.Stop(Self);
        }
    }

    private void Continue(string key, Action then)
    {
        if (_work.ContainsKey(key))
        {
            then();
        }
    }

    private CancellationTokenSource? End(string key)
    {
        Timers.Cancel(key);
        return _work.Remove(key, out var work) ? work.Cancellation : null;
    }

    private static OrderFailedException Unbearable(string key, Exception failure) => failure is PortFailureException port
        ? new OrderFailedException(key, port.Kind, port.Message, port)
        : new OrderFailedException(key, FailureKind.Transient, $"Unexpected {failure.GetType().Name} while performing {key}: {failure.Message}", failure);

    private sealed record Work(WorkOrder Order, CancellationTokenSource Cancellation);

    private sealed record Answered(string Key, bool Creation, Action Then);

    private sealed record Later(string Key, Action Then);

    private sealed record Failed(string Key, bool Creation, Exception Failure, Func<Exception, bool> Bear);
}
