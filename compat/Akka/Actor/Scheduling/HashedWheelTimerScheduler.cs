using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// Real time: a thread that turns a wheel of buckets by one at each tick. Nothing is done before its time is up,
/// and about a tick after it at the latest.
/// </summary>
public sealed class HashedWheelTimerScheduler : SchedulerBase, IDisposable
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly TimeSpan _tick;
    private readonly List<Entry>[] _wheel;
    private readonly ConcurrentQueue<Entry> _added = new();
    private readonly ManualResetEventSlim _stopping = new();
    private readonly Thread _thread;
    private readonly TimeSpan _shutdownTimeout;

    public HashedWheelTimerScheduler(Config scheduler, ILoggingAdapter log) : base(scheduler, log)
    {
        _tick = scheduler.GetTimeSpan("akka.scheduler.tick-duration", TimeSpan.FromMilliseconds(10));
        _shutdownTimeout = scheduler.GetTimeSpan("akka.scheduler.shutdown-timeout", TimeSpan.FromSeconds(5));
        var ticks = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)scheduler.GetInt("akka.scheduler.ticks-per-wheel", 512));
        _wheel = new List<Entry>[ticks];
        for (var i = 0; i < ticks; i++)
            _wheel[i] = [];
        _thread = new Thread(Turn) { IsBackground = true, Name = "akka-scheduler" };
        _thread.Start();
    }

    public override TimeSpan MonotonicClock => Elapsed;

    public override TimeSpan HighResMonotonicClock => Elapsed;

    protected override DateTimeOffset TimeNow => DateTimeOffset.Now;

    private TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    protected override void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(delay, null, Tell(receiver, message, sender), cancelable);

    protected override void InternalScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(initialDelay, interval, Tell(receiver, message, sender), cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => Add(delay, null, action, cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) => Add(delay, null, action.Run, cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Add(initialDelay, interval, action, cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        Add(initialDelay, interval, action.Run, cancelable);

    public void Dispose()
    {
        _stopping.Set();
        // A task of the scheduler's own may be what ends the system.
        if (Thread.CurrentThread != _thread && !_thread.Join(_shutdownTimeout))
            Log.Warning("Failed to shutdown scheduler within {0}", _shutdownTimeout);
    }

    private static Action Tell(ICanTell receiver, object message, IActorRef sender)
    {
        var wrapped = Scheduler.ScheduledTell.Wrap(message);
        return () => receiver.Tell(wrapped, sender);
    }

    private void Add(TimeSpan delay, TimeSpan? interval, Action action, ICancelable cancelable)
    {
        if (_stopping.IsSet)
            throw new SchedulerException("cannot enqueue after timer shutdown");
        if (cancelable is { IsCancellationRequested: true })
            return;
        _added.Enqueue(new Entry(Elapsed + delay, interval, action, cancelable));
    }

    private void Turn()
    {
        for (long tick = 1; ; tick++)
        {
            var wait = (tick * _tick) - Elapsed;
            if (wait > TimeSpan.Zero ? _stopping.Wait(wait) : _stopping.IsSet)
                return;
            while (_added.TryDequeue(out var added))
                Place(added, tick);
            RunBucket(tick);
        }
    }

    /// <summary>Into the bucket of the first tick that is not before the entry's time, nor in the past.</summary>
    private void Place(Entry entry, long tick)
    {
        entry.Tick = Math.Max(tick, (entry.Due.Ticks + _tick.Ticks - 1) / _tick.Ticks);
        _wheel[entry.Tick & (_wheel.Length - 1)].Add(entry);
    }

    private void RunBucket(long tick)
    {
        var bucket = _wheel[tick & (_wheel.Length - 1)];
        if (bucket.Count == 0)
            return;
        var due = bucket.FindAll(e => e.Tick <= tick);
        bucket.RemoveAll(e => e.Tick <= tick || e.IsCancelled);
        foreach (var entry in due)
        {
            if (entry.IsCancelled)
                continue;
            try
            {
                entry.Action();
            }
            catch (Exception e)
            {
                Log.Error(e, "Failed to run a scheduled action");
                continue;
            }

            if (entry.Interval is not { } interval || entry.IsCancelled)
                continue;
            entry.Due = entry.Due + interval is var next && next > Elapsed ? next : Elapsed + interval;
            Place(entry, tick + 1);
        }
    }

    private sealed class Entry(TimeSpan due, TimeSpan? interval, Action action, ICancelable cancelable)
    {
        public TimeSpan Due { get; set; } = due;

        public long Tick { get; set; }

        public TimeSpan? Interval => interval;

        public Action Action => action;

        public bool IsCancelled => cancelable is { IsCancellationRequested: true };
    }
}
