using Akka.Actor;
using Akka.TestKit;
using Xunit;

namespace Pipeline.Tests.Compat.Scheduling;

/// <summary>Scheduled work on time that the tests move.</summary>
public sealed class TestSchedulerSpecs : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public TestSchedulerSpecs() : base(Virtual.Time)
    {
    }

    private TestScheduler Time => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void Its_name_in_the_configuration_may_be_the_originals()
    {
        using var system = ActorSystem.Create("named", "akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"\n");

        Assert.IsType<TestScheduler>(system.Scheduler);
    }

    [Fact]
    public void A_message_comes_when_its_time_has_come()
    {
        Sys.Scheduler.ScheduleTellOnce(Second, TestActor, "late", ActorRefs.NoSender);
        ExpectNoMsg(20);
        Time.Advance(Second);

        ExpectMsg("late");
    }

    [Fact]
    public void Messages_come_in_the_order_of_their_times()
    {
        Sys.Scheduler.ScheduleTellOnce(3 * Second, TestActor, "third", ActorRefs.NoSender);
        Sys.Scheduler.ScheduleTellOnce(Second, TestActor, "first", ActorRefs.NoSender);
        Sys.Scheduler.ScheduleTellOnce(2 * Second, TestActor, "second", ActorRefs.NoSender);
        Time.Advance(3 * Second);

        Assert.Equal(["first", "second", "third"], ReceiveN(3));
    }

    [Fact]
    public void Repeated_messages_come_again_until_they_are_cancelled()
    {
        var cancelable = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(Second, Second, TestActor, "again", ActorRefs.NoSender);
        Time.Advance(Second);
        ExpectMsg("again");
        Time.Advance(Second);
        ExpectMsg("again");
        cancelable.Cancel();
        Time.Advance(Second);

        ExpectNoMsg(20);
    }

    [Fact]
    public void A_cancelled_message_does_not_come()
    {
        var cancelable = Sys.Scheduler.ScheduleTellOnceCancelable(Second, TestActor, "never", ActorRefs.NoSender);
        Assert.False(cancelable.IsCancellationRequested);
        cancelable.Cancel();
        Time.Advance(Second);

        Assert.True(cancelable.IsCancellationRequested);
        ExpectNoMsg(20);
    }

    [Fact]
    public void Actions_run_as_well()
    {
        var ran = 0;
        Sys.Scheduler.Advanced.ScheduleOnce(Second, () => ran++);
        Sys.Scheduler.Advanced.ScheduleRepeatedly(Second, Second, () => ran += 10);
        Time.Advance(Second);
        Time.Advance(Second);

        Assert.Equal(21, ran);
    }

    [Fact]
    public void The_clock_moves_with_it()
    {
        var start = Sys.Scheduler.Now;
        Time.Advance(Second);
        Assert.Equal(Second, Sys.Scheduler.Now - start);
        Time.AdvanceTo(start + (5 * Second));

        Assert.Equal(5 * Second, Sys.Scheduler.Now - start);
        Assert.Throws<InvalidOperationException>(() => Time.AdvanceTo(start));
    }
}
