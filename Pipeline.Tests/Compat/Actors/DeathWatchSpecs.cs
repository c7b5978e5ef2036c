using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;
using Xunit;

namespace Pipeline.Tests.Compat.Actors;

/// <summary>Being told that an actor has stopped.</summary>
public sealed class DeathWatchSpecs : TestKit
{
    [Fact]
    public void A_watcher_is_told_once()
    {
        var actor = Sys.ActorOf(Props.Empty);
        Watch(actor);
        Watch(actor);
        Sys.Stop(actor);

        Assert.Equal((actor, true, false), Of(ExpectTerminated(actor)));
        ExpectNoMsg(50);
    }

    [Fact]
    public void Whoever_watches_an_actor_that_has_stopped_is_told_at_once()
    {
        var actor = Sys.ActorOf(Props.Empty);
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        var late = CreateTestProbe();
        late.Watch(actor);

        Assert.Equal((actor, false, false), Of(late.ExpectTerminated(actor)));
    }

    [Fact]
    public void Every_watcher_is_told()
    {
        var actor = Sys.ActorOf(Props.Empty);
        var (a, b) = (CreateTestProbe(), CreateTestProbe());
        a.Watch(actor);
        b.Watch(actor);
        Sys.Stop(actor);

        a.ExpectTerminated(actor);
        b.ExpectTerminated(actor);
    }

    [Fact]
    public void What_an_actor_said_comes_before_its_end()
    {
        var actor = Sys.ActorOf(Props.Create(() => new LastWords(TestActor)));
        Watch(actor);
        actor.Tell("go");

        ExpectMsg("one");
        ExpectMsg("two");
        ExpectMsg("PostStop");
        ExpectTerminated(actor);
    }

    [Fact]
    public void A_watch_taken_back_is_silent_even_when_the_actor_has_stopped_already()
    {
        var watcher = Sys.ActorOf(Props.Create(() => new Fickle(TestActor)));
        watcher.Tell("watch, stop and unwatch");
        ExpectMsg("unwatched");

        ExpectNoMsg(50);
    }

    [Fact]
    public void A_watcher_may_choose_what_it_is_told()
    {
        var actor = Sys.ActorOf(Props.Empty);
        var watcher = Sys.ActorOf(Props.Create(() => new WatcherWith(actor, "gone", TestActor)));
        watcher.Tell(new Identify(1));
        ExpectMsg<ActorIdentity>();
        Sys.Stop(actor);

        ExpectMsg("gone");
    }

    [Fact]
    public void An_actor_that_leaves_an_end_unhandled_dies_with_it()
    {
        var actor = Sys.ActorOf(Props.Empty);
        var watcher = Sys.ActorOf(Props.Create(() => new Devoted(actor)));
        Watch(watcher);
        watcher.Tell(new Identify(1));
        ExpectMsg<ActorIdentity>();
        EventFilter.Exception<DeathPactException>().ExpectOne(() => Sys.Stop(actor));

        ExpectTerminated(watcher);
    }

    [Fact]
    public void A_parent_that_watches_is_told_after_the_child_has_left_its_children()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Counting()));
        parent.Tell("make and stop");

        ExpectMsg(0);
    }

    [Fact]
    public void An_actor_does_not_watch_itself()
    {
        var actor = Sys.ActorOf(Props.Create(() => new SelfWatcher(TestActor)));
        actor.Tell(PoisonPill.Instance);

        ExpectNoMsg(50);
    }

    [Fact]
    public void A_restart_ends_the_watches_of_children_but_no_others()
    {
        var other = Sys.ActorOf(Props.Empty);
        var watcher = Sys.ActorOf(Props.Create(() => new WatcherWith(other, "gone", TestActor)));
        watcher.Tell(new ApplicationException());
        watcher.Tell(new Identify(1));
        ExpectMsg<ActorIdentity>();
        Sys.Stop(other);

        ExpectMsg("gone");
    }

    [Fact]
    public async Task A_task_may_wait_for_an_end()
    {
        var actor = Sys.ActorOf(Props.Empty);
        var watching = actor.WatchAsync();
        Sys.Stop(actor);

        Assert.True(await watching.WaitAsync(TimeSpan.FromSeconds(3)));
    }

    private static (IActorRef, bool, bool) Of(Terminated t) => (t.ActorRef, t.ExistenceConfirmed, t.AddressTerminated);

    private sealed class LastWords(IActorRef probe) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            probe.Tell("one");
            Context.Stop(Self);
            probe.Tell("two");
        }

        protected override void PostStop() => probe.Tell("PostStop");
    }

    private sealed class Fickle(IActorRef probe) : ReceiveActor, IWithUnboundedStash
    {
        public IStash Stash { get; set; } = null!;

        protected override void PreStart() => Become(() =>
        {
            Receive<string>(_ =>
            {
                var actor = Context.ActorOf(Props.Empty);
                Context.Watch(actor);
                Context.Stop(actor);
                Become(() =>
                {
                    // The end stands in the mailbox when the watch is taken back.
                    Receive<Terminated>(t =>
                    {
                        Stash.Stash();
                        Context.Unwatch(t.ActorRef);
                        probe.Tell("unwatched");
                    });
                });
            });
        });
    }

    private sealed class WatcherWith : ReceiveActor
    {
        public WatcherWith(IActorRef actor, string message, IActorRef probe)
        {
            Context.WatchWith(actor, message);
            Receive<string>(text => probe.Tell(text));
            Receive<Exception>(cause => throw cause);
        }
    }

    private sealed class Devoted : ReceiveActor
    {
        public Devoted(IActorRef actor) => Context.Watch(actor);
    }

    private sealed class Counting : ReceiveActor
    {
        private IActorRef _asker = ActorRefs.Nobody;

        public Counting()
        {
            Receive<string>(_ =>
            {
                _asker = Sender;
                Context.Stop(Context.Watch(Context.ActorOf(Props.Empty)));
            });
            Receive<Terminated>(_ => _asker.Tell(Context.GetChildren().Count()));
        }
    }

    private sealed class SelfWatcher : ReceiveActor
    {
        public SelfWatcher(IActorRef probe)
        {
            Context.Watch(Self);
            Receive<Terminated>(_ => probe.Tell("told of myself"));
        }
    }
}
