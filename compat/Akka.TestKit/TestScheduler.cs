using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>
/// Time that stands still until a test moves it on. As in the original, a handle does not cancel an action that is to run
/// once, and one advance runs repeated work once, however far it goes.
/// </summary>
public class TestScheduler : IScheduler, IAdvancedScheduler
{
    private readonly ConcurrentDictionary<long, ConcurrentQueue<Item>> _work = new();
    private readonly long _start = Stopwatch.GetTimestamp();

    public TestScheduler(Config schedulerConfig, ILoggingAdapter log) => Now = DateTimeOffset.UtcNow;

    public DateTimeOffset Now { get; private set; }

    public TimeSpan MonotonicClock => Stopwatch.GetElapsedTime(_start);

    public TimeSpan HighResMonotonicClock => Stopwatch.GetElapsedTime(_start);

    public IAdvancedScheduler Advanced => this;

    protected DateTimeOffset TimeNow => Now;

    public void Advance(TimeSpan offset)
    {
        Now += offset;
        foreach (var tick in _work.Keys.Where(tick => tick <= Now.UtcTicks).Order().ToList())
        {
            if (!_work.TryRemove(tick, out var items))
                continue;
            foreach (var item in items.Where(i => !i.IsCancelled))
                item.Run();
            foreach (var item in items.Where(i => i.Interval != null && !i.IsCancelled))
                Add(item.Interval.Value, item);
        }
    }

    public void AdvanceTo(DateTimeOffset when)
    {
        if (when < Now)
            throw new InvalidOperationException("You can't reverse time...");
        Advance(when - Now);
    }

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender) =>
        ScheduleTellOnce(delay, receiver, message, sender, null);

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(delay, new Item(() => receiver.Tell(message, sender), null, cancelable));

    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender) =>
        ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, null);

    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(initialDelay, new Item(() => receiver.Tell(message, sender), interval, cancelable));

    public void ScheduleOnce(TimeSpan delay, Action action) => Add(delay, new Item(action, null, null));

    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => ScheduleOnce(delay, action);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) => ScheduleRepeatedly(initialDelay, interval, action, null);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Add(initialDelay, new Item(action, interval, cancelable));

    public void ScheduleOnce(TimeSpan delay, IRunnable action) => throw NoRunnables();

    public void ScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) => throw NoRunnables();

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action) => throw NoRunnables();

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) => throw NoRunnables();

    private static NotSupportedException NoRunnables() => new("The test scheduler takes messages and actions, no IRunnable.");

    private void Add(TimeSpan delay, Item item) => _work.GetOrAdd((Now + delay).UtcTicks, _ => new ConcurrentQueue<Item>()).Enqueue(item);

    private sealed record Item(Action Run, TimeSpan? Interval, ICancelable Cancelable)
    {
        public bool IsCancelled => Cancelable is { IsCancellationRequested: true };
    }
}
