using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;
using Xunit;

namespace Pipeline.Tests.Compat.Actors;

/// <summary>How actors begin and end.</summary>
public sealed class LifecycleSpecs : TestKit
{
    [Fact]
    public void An_actor_is_made_then_started_then_told()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Reporter(TestActor, "a")));
        actor.Tell("hello");

        ExpectMsg("a ctor");
        ExpectMsg("a PreStart");
        ExpectMsg("a: hello");
    }

    [Fact]
    public void A_stopped_actor_finishes_its_message_and_handles_no_other()
    {
        var actor = Started("a");
        Watch(actor);
        actor.Tell("stop");
        actor.Tell("late");

        ExpectMsg("a PostStop");
        ExpectTerminated(actor);
        ExpectNoMsg(100);
    }

    [Fact]
    public void A_poison_pill_waits_its_turn()
    {
        var actor = Started("a");
        Watch(actor);
        actor.Tell("first");
        actor.Tell(PoisonPill.Instance);
        actor.Tell("late");

        ExpectMsg("a: first");
        ExpectMsg("a PostStop");
        ExpectTerminated(actor);
    }

    [Fact]
    public void Kill_makes_an_actor_throw_and_so_stops_it_by_default()
    {
        var actor = Started("a");
        Watch(actor);
        EventFilter.Exception<ActorKilledException>().ExpectOne(() => actor.Tell(Kill.Instance));

        ExpectMsg("a PostStop");
        ExpectTerminated(actor);
    }

    [Fact]
    public void Children_stop_before_their_parent_has_stopped()
    {
        var parent = Started("parent");
        var child = StartedChild(parent, "child");
        Watch(parent);
        Sys.Stop(parent);

        ExpectMsg("child PostStop");
        ExpectMsg("parent PostStop");
        ExpectTerminated(parent);
        Assert.Equal(parent.Path, child.Path.Parent);
    }

    [Fact]
    public void A_name_is_free_again_once_its_actor_has_stopped()
    {
        var first = Sys.ActorOf(Props.Create(() => new Reporter(TestActor, "a")), "same");
        Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf(Props.Create(() => new Reporter(TestActor, "b")), "same"));
        ReceiveN(2);
        Watch(first);
        Sys.Stop(first);
        ExpectMsg("a PostStop");
        ExpectTerminated(first);

        var second = Sys.ActorOf(Props.Create(() => new Reporter(TestActor, "c")), "same");

        ExpectMsg("c ctor");
        Assert.Equal(first.Path, second.Path);
        Assert.NotEqual(first, second);
        Assert.NotEqual(first.Path.Uid, second.Path.Uid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("$a")]
    [InlineData("a/b")]
    [InlineData("ä")]
    [InlineData("a b")]
    public void Some_names_are_refused(string name)
    {
        Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf(Props.Empty, name));
    }

    [Fact]
    public void A_nameless_actor_gets_a_name()
    {
        Assert.StartsWith("$", Sys.ActorOf(Props.Empty).Path.Name);
        Assert.NotEqual(Sys.ActorOf(Props.Empty).Path, Sys.ActorOf(Props.Empty).Path);
    }

    [Fact]
    public void Paths_tell_system_parents_and_name()
    {
        var actor = Sys.ActorOf(Props.Empty, "here");

        Assert.Equal($"akka://{Sys.Name}/user/here", actor.Path.ToString());
        Assert.Equal("/user/here", actor.Path.ToStringWithoutAddress());
        Assert.Equal(["user", "here"], actor.Path.Elements);
        Assert.Equal(actor.Path, ActorPath.Parse(actor.Path.ToString()));
        Assert.Equal($"[{actor.Path}#{actor.Path.Uid}]", actor.ToString());
    }

    [Fact]
    public void An_actor_whose_constructor_throws_never_starts()
    {
        var actor = ActorRefs.Nobody as IActorRef;
        EventFilter.Exception<ActorInitializationException>().ExpectOne(() => actor = Sys.ActorOf(Props.Create(() => new Unborn())));

        Watch(actor);
        ExpectTerminated(actor);
    }

    [Fact]
    public void A_message_to_a_stopped_actor_is_a_dead_letter()
    {
        var actor = Started("a");
        Watch(actor);
        Sys.Stop(actor);
        ExpectMsg("a PostStop");
        ExpectTerminated(actor);
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));

        actor.Tell("too late");

        var letter = ExpectMsg<DeadLetter>();
        Assert.Equal(("too late", actor, TestActor), (letter.Message, letter.Recipient, letter.Sender));
    }

    [Fact]
    public void What_waits_in_a_mailbox_at_the_end_becomes_dead_letters()
    {
        var gate = new ManualResetEventSlim();
        var actor = Sys.ActorOf(Props.Create(() => new Blocker(gate)));
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        actor.Tell("block");
        actor.Tell("one");
        actor.Tell("two");
        gate.Set();

        Assert.Equal("one", FishForMessage<DeadLetter>(l => l.Recipient.Equals(actor)).Message);
        Assert.Equal("two", ExpectMsg<DeadLetter>().Message);
    }

    [Fact]
    public void A_message_without_a_handler_is_published_as_unhandled()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));
        var actor = Started("a");
        actor.Tell(42);

        var unhandled = ExpectMsg<UnhandledMessage>();
        Assert.Equal((42, actor, TestActor), (unhandled.Message, unhandled.Recipient, unhandled.Sender));
    }

    [Fact]
    public void No_message_is_null()
    {
        Assert.Throws<ArgumentNullException>(() => Started("a").Tell(null!));
        Assert.Throws<InvalidMessageException>(() => Sys.DeadLetters.Tell(null!));
    }

    [Fact]
    public void An_actor_cannot_be_made_outside_of_a_system()
    {
        // Under its test the thread counts as the test actor's.
        var failure = Assert.ThrowsAny<Exception>(() => Task.Factory.StartNew(
            () => new Unborn(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).GetAwaiter().GetResult());

        Assert.IsType<ActorInitializationException>(failure);
    }

    [Fact]
    public async Task The_system_stops_all_actors_and_runs_its_callbacks_at_the_end()
    {
        var system = ActorSystem.Create("short");
        var ended = new List<string>();
        system.RegisterOnTermination(() => ended.Add("first registered"));
        system.RegisterOnTermination(() => ended.Add("last registered"));
        system.ActorOf(Props.Create(() => new Reporter(TestActor, "a")));
        ReceiveN(2);

        await system.Terminate();

        ExpectMsg("a PostStop");
        Assert.True(system.WhenTerminated.IsCompleted);
        AwaitCondition(() => ended.Count == 2);
        Assert.Equal(["last registered", "first registered"], ended);
        Assert.Throws<InvalidOperationException>(() => system.ActorOf(Props.Empty));
    }

    [Theory]
    [InlineData("-a")]
    [InlineData("a b")]
    [InlineData("ä")]
    public void Some_names_of_systems_are_refused(string name)
    {
        Assert.Throws<ArgumentException>(() => ActorSystem.Create(name));
    }

    private IActorRef Started(string name)
    {
        var actor = Sys.ActorOf(Props.Create(() => new Reporter(TestActor, name)));
        ReceiveN(2);
        return actor;
    }

    private IActorRef StartedChild(IActorRef parent, string name)
    {
        var probe = CreateTestProbe();
        parent.Tell(Props.Create(() => new Reporter(TestActor, name)), probe.Ref);
        ReceiveN(2);
        return probe.ExpectMsg<IActorRef>();
    }

    private sealed class Unborn : ReceiveActor
    {
        public Unborn() => throw new ApplicationException("not born");
    }

    private sealed class Blocker : ReceiveActor
    {
        public Blocker(ManualResetEventSlim gate) => ReceiveAny(_ =>
        {
            Context.Stop(Self);
            gate.Wait(TimeSpan.FromSeconds(10));
        });
    }
}
