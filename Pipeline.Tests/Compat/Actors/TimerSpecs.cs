using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;
using Xunit;

namespace Pipeline.Tests.Compat.Actors;

/// <summary>Timers of actors, on time that the tests move.</summary>
public sealed class TimerSpecs : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public TimerSpecs() : base(Compat.Scheduling.Virtual.Time)
    {
    }

    private TestScheduler Time => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void A_single_timer_goes_off_once_and_not_early()
    {
        var actor = Timed();
        Tell(actor, t => t.StartSingleTimer("k", "tick", Second));
        Time.Advance(Second - TimeSpan.FromTicks(1));
        ExpectNoMsg(20);
        Time.Advance(TimeSpan.FromTicks(1));
        ExpectMsg("tick");
        Time.Advance(Second);

        ExpectNoMsg(20);
    }

    [Fact]
    public void A_periodic_timer_goes_on()
    {
        var actor = Timed();
        Tell(actor, t => t.StartPeriodicTimer("k", "tick", 2 * Second, Second));
        Time.Advance(Second);
        ExpectNoMsg(20);
        Time.Advance(Second);
        ExpectMsg("tick");
        Time.Advance(Second);

        ExpectMsg("tick");
    }

    [Fact]
    public void A_timer_of_the_same_key_takes_the_place_of_the_first()
    {
        var actor = Timed();
        Tell(actor, t => t.StartSingleTimer("k", "first", Second));
        Tell(actor, t => t.StartSingleTimer("k", "second", 2 * Second));
        Time.Advance(Second);
        ExpectNoMsg(20);
        Time.Advance(Second);

        ExpectMsg("second");
    }

    [Fact]
    public void A_cancelled_timer_is_not_heard_of_even_when_it_has_gone_off_already()
    {
        var actor = Timed();
        Tell(actor, t =>
        {
            t.StartSingleTimer("k", "tick", Second);
            // Its message stands in the mailbox behind this one.
            Time.Advance(Second);
            t.Cancel("k");
        });

        ExpectNoMsg(50);
    }

    [Fact]
    public void A_timer_is_active_until_it_has_gone_off()
    {
        var actor = Timed();
        Tell(actor, t => t.StartSingleTimer("k", "tick", Second));
        Tell(actor, t => TestActor.Tell((t.IsTimerActive("k"), t.ActiveTimers.Count)));
        ExpectMsg((true, 1));
        Time.Advance(Second);
        ExpectMsg("tick");
        Tell(actor, t => TestActor.Tell((t.IsTimerActive("k"), t.ActiveTimers.Count)));

        ExpectMsg((false, 0));
    }

    [Fact]
    public void All_timers_are_cancelled_together()
    {
        var actor = Timed();
        Tell(actor, t =>
        {
            t.StartSingleTimer(1, "one", Second);
            t.StartPeriodicTimer(2, "two", Second);
            t.CancelAll();
        });
        Time.Advance(Second);

        ExpectNoMsg(50);
    }

    [Fact]
    public void A_restart_ends_all_timers()
    {
        var actor = Timed();
        Tell(actor, t => t.StartSingleTimer("k", "tick", Second));
        Tell(actor, _ => throw new ApplicationException());
        Tell(actor, t => TestActor.Tell(t.ActiveTimers.Count));
        ExpectMsg(0);
        Time.Advance(Second);

        ExpectNoMsg(50);
    }

    [Fact]
    public void A_timer_that_went_off_before_a_restart_is_not_heard_of_after_it()
    {
        var actor = Timed();
        Tell(actor, t =>
        {
            t.StartSingleTimer("k", "tick", Second);
            Time.Advance(Second);
            throw new ApplicationException();
        });
        Tell(actor, t => t.StartSingleTimer("k", "other", Second));
        Tell(actor, _ => TestActor.Tell("restarted"));

        ExpectMsg("restarted");
        ExpectNoMsg(50);
    }

    [Fact]
    public void The_end_of_an_actor_ends_its_timers()
    {
        var actor = Timed();
        Tell(actor, t => t.StartPeriodicTimer("k", "tick", Second));
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        Sys.EventStream.Subscribe(TestActor, typeof(Akka.Event.DeadLetter));
        Time.Advance(Second);

        ExpectNoMsg(50);
    }

    [Fact]
    public void Timers_are_there_in_the_constructor()
    {
        Sys.ActorOf(Props.Create(() => new Early(TestActor))).Tell("sync");
        ExpectMsg("sync");
        Time.Advance(Second);

        ExpectMsg("from the constructor");
    }

    private IActorRef Timed() => Sys.ActorOf(Props.Create(() => new Timing(TestActor)));

    /// <summary>Returns when the actor has done it, or has been restarted for it.</summary>
    private void Tell(IActorRef actor, Action<ITimerScheduler> what)
    {
        actor.Tell(what);
        actor.Ask<ActorIdentity>(new Identify(0), TimeSpan.FromSeconds(3)).Wait();
    }

    private sealed class Timing : ReceiveActor, IWithTimers
    {
        public Timing(IActorRef probe)
        {
            Receive<Action<ITimerScheduler>>(what => what(Timers));
            Receive<string>(text => probe.Tell(text));
        }

        public ITimerScheduler Timers { get; set; } = null!;
    }

    private sealed class Early : ReceiveActor, IWithTimers
    {
        public Early(IActorRef probe)
        {
            Timers.StartSingleTimer(1, "from the constructor", Second);
            Receive<string>(text => probe.Tell(text));
        }

        public ITimerScheduler Timers { get; set; } = null!;
    }
}
