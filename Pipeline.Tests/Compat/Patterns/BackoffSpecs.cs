using Akka.Actor;
using Akka.Event;
using Akka.Pattern;
using Akka.TestKit;
using Xunit;

namespace Pipeline.Tests.Compat.Patterns;

/// <summary>Children that are started again later and later.</summary>
public sealed class BackoffSpecs : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public BackoffSpecs() : base(Compat.Scheduling.Virtual.Time)
    {
    }

    private TestScheduler Time => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void A_child_that_stopped_is_started_again_after_ever_longer_waits()
    {
        var supervisor = Supervise(OnStop());
        foreach (var seconds in new[] { 1, 2, 4, 8, 8 })
        {
            StopChild(supervisor);
            Time.Advance((seconds * Second) - TimeSpan.FromTicks(1));
            ExpectNoMsg(20);
            Time.Advance(TimeSpan.FromTicks(1));
            ExpectMsg("started");
        }
    }

    [Fact]
    public void A_child_that_threw_is_started_again_later()
    {
        var supervisor = Supervise(OnFailure());
        supervisor.Tell(new ApplicationException());
        ExpectMsg("stopped");
        AwaitNoChild(supervisor);
        Time.Advance(Second);

        ExpectMsg("started");
    }

    [Fact]
    public void On_stop_a_child_that_threw_is_restarted_at_once()
    {
        var supervisor = Supervise(OnStop());
        supervisor.Tell(new ApplicationException());

        ExpectMsg("stopped");
        ExpectMsg("started");
    }

    [Fact]
    public void On_failure_a_child_that_stopped_by_itself_ends_the_supervisor()
    {
        var supervisor = Supervise(OnFailure());
        Watch(supervisor);
        supervisor.Tell("stop");

        ExpectMsg("stopped");
        ExpectTerminated(supervisor);
    }

    [Fact]
    public void The_count_starts_anew_when_the_child_has_run_long_enough()
    {
        var supervisor = Supervise(OnStop().WithAutoReset(10 * Second));
        StopChild(supervisor);
        Time.Advance(Second);
        ExpectMsg("started");
        Assert.Equal(1, Count(supervisor));
        Time.Advance(10 * Second);

        AwaitAssert(() => Assert.Equal(0, Count(supervisor)));
    }

    [Fact]
    public void Or_when_the_child_says_so()
    {
        var supervisor = Supervise(OnStop().WithManualReset());
        StopChild(supervisor);
        Time.Advance(Second);
        ExpectMsg("started");
        Time.Advance(100 * Second);
        Assert.Equal(1, Count(supervisor));
        supervisor.Tell(BackoffSupervisor.Reset.Instance);

        AwaitAssert(() => Assert.Equal(0, Count(supervisor)));
    }

    [Fact]
    public void After_the_last_retry_the_supervisor_stops()
    {
        var supervisor = Supervise(OnStop(maxRetries: 1));
        Watch(supervisor);
        StopChild(supervisor);
        Time.Advance(Second);
        ExpectMsg("started");
        supervisor.Tell("stop");

        ExpectMsg("stopped");
        ExpectTerminated(supervisor);
    }

    [Fact]
    public void What_comes_while_there_is_no_child_is_a_dead_letter()
    {
        var supervisor = Supervise(OnStop());
        StopChild(supervisor);
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        supervisor.Tell("anybody?");

        Assert.Equal("anybody?", ExpectMsg<DeadLetter>().Message);
    }

    [Fact]
    public void Or_is_answered_if_that_is_asked_for()
    {
        var supervisor = Supervise(OnStop().WithReplyWhileStopped("not now"));
        StopChild(supervisor);
        supervisor.Tell("anybody?");

        ExpectMsg("not now");
    }

    [Fact]
    public void The_supervisor_stands_between_child_and_parent()
    {
        var supervisor = Supervise(OnStop());
        supervisor.Tell("echo");

        ExpectMsg("echo");
        supervisor.Tell(BackoffSupervisor.GetCurrentChild.Instance);
        Assert.Equal(supervisor.Path, ExpectMsg<BackoffSupervisor.CurrentChild>().Ref.Path.Parent);
    }

    [Fact]
    public void A_final_message_lets_it_end()
    {
        var supervisor = Supervise(OnStop().WithFinalStopMessage(m => m is "stop"));
        Watch(supervisor);
        supervisor.Tell("stop");

        ExpectMsg("stopped");
        ExpectTerminated(supervisor);
    }

    [Fact]
    public void A_strategy_may_stop_where_it_would_restart()
    {
        var supervisor = Supervise(OnStop().WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Stop)));
        supervisor.Tell(new ApplicationException());
        ExpectMsg("stopped");
        AwaitNoChild(supervisor);
        Time.Advance(Second);

        ExpectMsg("started");
    }

    [Fact]
    public void Options_are_checked()
    {
        var child = Props.Create(() => new Child(TestActor));
        Assert.Throws<ArgumentException>(() => BackoffSupervisor.Props(Backoff.OnStop(child, "c", TimeSpan.Zero, Second, 0, -1)));
        Assert.Throws<ArgumentException>(() => BackoffSupervisor.Props(Backoff.OnStop(child, "c", 2 * Second, Second, 0, -1)));
        Assert.Throws<ArgumentException>(() => BackoffSupervisor.Props(Backoff.OnStop(child, "c", Second, Second, 2, -1)));
    }

    private BackoffOptions OnStop(int maxRetries = -1) => Backoff.OnStop(Props.Create(() => new Child(TestActor)), "child", Second, 8 * Second, 0, maxRetries);

    private BackoffOptions OnFailure() => Backoff.OnFailure(Props.Create(() => new Child(TestActor)), "child", Second, 8 * Second, 0, -1);

    private IActorRef Supervise(BackoffOptions options)
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(options));
        ExpectMsg("started");
        return supervisor;
    }

    private void StopChild(IActorRef supervisor)
    {
        supervisor.Tell("stop");
        ExpectMsg("stopped");
        AwaitNoChild(supervisor);
    }

    private static void AwaitNoChild(IActorRef supervisor)
    {
        // The wait for the next start is set with the same message that takes the child away.
        while (supervisor.Ask<BackoffSupervisor.CurrentChild>(BackoffSupervisor.GetCurrentChild.Instance, TimeSpan.FromSeconds(3)).Result.Ref is not null)
        {
            Thread.Yield();
        }
    }

    private static int Count(IActorRef supervisor) =>
        supervisor.Ask<BackoffSupervisor.RestartCount>(BackoffSupervisor.GetRestartCount.Instance, TimeSpan.FromSeconds(3)).Result.Count;

    private sealed class Child : ReceiveActor
    {
        private readonly IActorRef _probe;

        public Child(IActorRef probe)
        {
            _probe = probe;
            Receive<string>(text => text == "stop", _ => Context.Stop(Self));
            Receive<string>(text => Sender.Tell(text));
            Receive<Exception>(cause => throw cause);
        }

        protected override void PreStart() => _probe.Tell("started");

        protected override void PostStop() => _probe.Tell("stopped");
    }
}
