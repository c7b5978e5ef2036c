using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Xunit;

namespace Pipeline.Tests.Compat.Scheduling;

/// <summary>The scheduler of real time, and one of the product's own.</summary>
public sealed class SchedulerSpecs : Akka.TestKit.Xunit2.TestKit
{
    [Fact]
    public void Nothing_comes_before_its_time()
    {
        var start = Stopwatch.GetTimestamp();
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(60), TestActor, "now", ActorRefs.NoSender);
        ExpectMsg("now");

        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 59, 2_000);
    }

    [Fact]
    public void What_repeats_goes_on_and_ends_when_it_is_cancelled()
    {
        var cancelable = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(TimeSpan.Zero, TimeSpan.FromMilliseconds(10), TestActor, "tick", ActorRefs.NoSender);
        ReceiveN(3);
        cancelable.Cancel();
        IgnoreMessages<string>();
        IgnoreNoMessages();
        while (HasMessages)
        {
            ReceiveOne(TimeSpan.Zero);
        }

        ExpectNoMsg(60);
    }

    [Fact]
    public void Delays_are_not_negative_and_intervals_are_positive()
    {
        var scheduler = Sys.Scheduler;
        Assert.Throws<ArgumentOutOfRangeException>(() => scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(-1), TestActor, "x", ActorRefs.NoSender));
        Assert.Throws<ArgumentOutOfRangeException>(() => scheduler.ScheduleTellRepeatedly(TimeSpan.Zero, TimeSpan.Zero, TestActor, "x", ActorRefs.NoSender));
        Assert.Throws<ArgumentOutOfRangeException>(() => scheduler.Advanced.ScheduleOnce(TimeSpan.FromSeconds(-1), () => { }));
    }

    [Fact]
    public void A_cancelable_can_be_cancelled_later_and_linked_to_others()
    {
        var first = new Cancelable(Sys.Scheduler);
        var linked = Cancelable.CreateLinkedCancelable(Sys.Scheduler, first, new Cancelable(Sys.Scheduler));
        first.CancelAfter(TimeSpan.FromMilliseconds(20));

        AwaitCondition(() => linked.IsCancellationRequested);
        Assert.True(first.Token.IsCancellationRequested);
        Assert.True(Cancelable.CreateCanceled().IsCancellationRequested);
    }

    [Fact]
    public async Task A_scheduler_of_ones_own_takes_the_place_of_the_default()
    {
        using var system = ActorSystem.Create("own", $"akka.scheduler.implementation = \"{typeof(Immediate).AssemblyQualifiedName}\", mine = 42\n");
        system.Scheduler.ScheduleTellOnce(TimeSpan.FromDays(1), TestActor, "at once", ActorRefs.NoSender);

        ExpectMsg("at once");
        Assert.Equal(DateTimeOffset.UnixEpoch, system.Scheduler.Now);
        Assert.Equal(42, ((Immediate)system.Scheduler).Mine);
        await system.Terminate();
        Assert.True(((Immediate)system.Scheduler).IsDisposed);
    }

    /// <summary>Waits for nothing.</summary>
    private sealed class Immediate(Config scheduler, ILoggingAdapter log) : SchedulerBase(scheduler, log), IDisposable
    {
        public int Mine => SchedulerConfig.GetInt("mine");

        public bool IsDisposed { get; private set; }

        public override TimeSpan MonotonicClock => TimeSpan.Zero;

        public override TimeSpan HighResMonotonicClock => TimeSpan.Zero;

        protected override DateTimeOffset TimeNow => DateTimeOffset.UnixEpoch;

        public void Dispose() => IsDisposed = true;

        protected override void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) => receiver.Tell(message, sender);

        protected override void InternalScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) => receiver.Tell(message, sender);

        protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable)
        {
        }

        protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) => action.Run();

        protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) => action();

        protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) => action.Run();
    }
}
