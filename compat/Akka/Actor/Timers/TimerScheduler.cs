namespace Akka.Actor.Scheduler;

/// <summary>
/// Timers on the system's scheduler. A timer that was cancelled or started anew is never heard of again, even when its
/// message stands in the mailbox already: each message names its incarnation of the actor and its generation.
/// </summary>
internal sealed class TimerScheduler(IActorContext context) : ITimerScheduler
{
    private readonly Dictionary<object, Timer> _timers = [];
    private int _generation;

    public IReadOnlyCollection<object> ActiveTimers => _timers.Keys;

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval) => Start(key, msg, interval, interval, ActorRefs.NoSender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender) => Start(key, msg, interval, interval, sender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval) => Start(key, msg, initialDelay, interval, ActorRefs.NoSender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender) => Start(key, msg, initialDelay, interval, sender);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout) => Start(key, msg, timeout, null, ActorRefs.NoSender);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender) => Start(key, msg, timeout, null, sender);

    public bool IsTimerActive(object key) => _timers.ContainsKey(key);

    public void Cancel(object key)
    {
        if (_timers.Remove(key, out var timer))
            timer.Task.Cancel();
    }

    public void CancelAll()
    {
        foreach (var timer in _timers.Values)
            timer.Task.Cancel();
        _timers.Clear();
    }

    /// <summary>What the actor is to receive, or null when the timer is no longer the one that sent this.</summary>
    public object Intercept(TimerMessage message)
    {
        if (message.Owner != this || !_timers.TryGetValue(message.Key, out var timer) || timer.Generation != message.Generation)
            return null;
        if (!timer.Repeats)
            _timers.Remove(message.Key);
        return message.Message;
    }

    private void Start(object key, object message, TimeSpan delay, TimeSpan? interval, IActorRef sender)
    {
        Cancel(key);
        var generation = ++_generation;
        var timed = message is INotInfluenceReceiveTimeout
            ? new TimerMessageWithoutInfluence(key, generation, this, message)
            : new TimerMessage(key, generation, this, message);
        var scheduler = context.System.Scheduler;
        var task = interval is { } every
            ? scheduler.ScheduleTellRepeatedlyCancelable(delay, every, context.Self, timed, sender)
            : scheduler.ScheduleTellOnceCancelable(delay, context.Self, timed, sender);
        _timers[key] = new Timer(generation, interval != null, task);
    }

    private sealed record Timer(int Generation, bool Repeats, ICancelable Task);

    internal class TimerMessage(object key, int generation, TimerScheduler owner, object message) : IWrappedMessage, INoSerializationVerificationNeeded
    {
        public object Key => key;

        public int Generation => generation;

        public TimerScheduler Owner => owner;

        public object Message => message;

        public override string ToString() => $"TimerMsg(key={key}, generation={generation}, message={message})";
    }

    private sealed class TimerMessageWithoutInfluence(object key, int generation, TimerScheduler owner, object message)
        : TimerMessage(key, generation, owner, message), INotInfluenceReceiveTimeout;
}
