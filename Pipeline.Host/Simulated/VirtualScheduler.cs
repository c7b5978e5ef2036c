using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Pipeline.Host.Simulated;

/// <summary>Akka's scheduler on virtual time. What it was to do for a service that was killed is not done.</summary>
public sealed class VirtualScheduler : SchedulerBase
{
    private readonly ServiceIncarnation _service;

    public VirtualScheduler(Config config, ILoggingAdapter log) : base(config, log) => _service = Incarnations.Of(config);

    public override TimeSpan MonotonicClock => _service.Clock.GetUtcNow() - DateTimeOffset.UnixEpoch;

    public override TimeSpan HighResMonotonicClock => MonotonicClock;

    protected override DateTimeOffset TimeNow => _service.Clock.GetUtcNow();

    protected override void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Once(delay, () => receiver.Tell(message, sender), cancelable);

    protected override void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Repeatedly(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => Once(delay, action, cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) => Once(delay, action.Run, cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Repeatedly(initialDelay, interval, action, cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        Repeatedly(initialDelay, interval, action.Run, cancelable);

    private void Once(TimeSpan delay, Action action, ICancelable? cancelable) =>
        _service.Clock.After(delay, action, () => !_service.IsAlive || cancelable is { IsCancellationRequested: true });

    private void Repeatedly(TimeSpan delay, TimeSpan interval, Action action, ICancelable? cancelable) =>
        Once(
            delay,
            () =>
            {
                Repeatedly(interval, interval, action, cancelable);
                action();
            },
            cancelable);
}
