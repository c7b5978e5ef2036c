using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;
using Xunit;

namespace Pipeline.Tests.Compat.Actors;

/// <summary>Messages set aside.</summary>
public sealed class StashSpecs : TestKit
{
    [Fact]
    public void Stashed_messages_come_back_in_their_order_and_before_what_waits()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Stashing(TestActor)));
        foreach (var text in new[] { "a", "b", "open", "c" })
        {
            actor.Tell(text, ActorRefs.NoSender);
        }

        Assert.Equal(["a", "b", "c"], ReceiveN(3));
    }

    [Fact]
    public void One_at_a_time_is_the_oldest()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Stashing(TestActor)));
        foreach (var text in new[] { "a", "b", "one" })
        {
            actor.Tell(text, ActorRefs.NoSender);
        }

        ExpectMsg("a");
        ExpectNoMsg(50);
    }

    [Fact]
    public void The_sender_is_kept()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Stashing(TestActor)));
        var probe = CreateTestProbe();
        actor.Tell("a", probe.Ref);
        actor.Tell("open");

        ExpectMsgFrom(actor, "a");
        probe.ExpectMsg("done");
    }

    [Fact]
    public void No_message_is_stashed_twice()
    {
        var strategy = new OneForOneStrategy(_ => Directive.Stop);
        var parent = Sys.ActorOf(Props.Create(() => new Parent(strategy)));
        parent.Tell(Props.Create(() => new Twice()));
        var actor = ExpectMsg<IActorRef>();

        EventFilter.Exception<IllegalActorStateException>().ExpectOne(() => actor.Tell("x"));
    }

    [Fact]
    public void What_is_stashed_survives_a_restart()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Stashing(TestActor)));
        actor.Tell("a");
        actor.Tell(new ApplicationException());
        actor.Tell("open");

        ExpectMsg("a");
    }

    [Fact]
    public void What_is_stashed_at_the_end_becomes_dead_letters()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var actor = Sys.ActorOf(Props.Create(() => new Stashing(TestActor)));
        actor.Tell("a");
        actor.Tell(PoisonPill.Instance);

        Assert.Equal("a", FishForMessage<DeadLetter>(l => l.Recipient.Equals(actor)).Message);
    }

    [Fact]
    public void A_stash_can_be_counted_filtered_and_emptied()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Stashing(TestActor)));
        foreach (var text in new[] { "a", "b", "c", "count" })
        {
            actor.Tell(text, ActorRefs.NoSender);
        }

        ExpectMsg((3, true, false));
        actor.Tell("only b", ActorRefs.NoSender);
        ExpectMsg("b");
        actor.Tell("count", ActorRefs.NoSender);
        ExpectMsg((0, false, true));
    }

    private sealed class Stashing : ReceiveActor, IWithStash
    {
        private readonly IActorRef _probe;

        public Stashing(IActorRef probe)
        {
            _probe = probe;
            Receive<Exception>(cause => throw cause);
            Receive<string>(text =>
            {
                switch (text)
                {
                    case "open":
                        Become(Open);
                        Stash.UnstashAll();
                        break;
                    case "one":
                        Become(Open);
                        Stash.Unstash();
                        break;
                    case "only b":
                        Become(Open);
                        Stash.UnstashAll(envelope => envelope.Message is "b");
                        break;
                    case "count":
                        _probe.Tell((Stash.Count, Stash.NonEmpty, Stash.IsEmpty));
                        break;
                    default:
                        Stash.Stash();
                        break;
                }
            });
        }

        public IStash Stash { get; set; } = null!;

        private void Open() => Receive<string>(text =>
        {
            if (text == "count")
            {
                _probe.Tell((Stash.Count, Stash.NonEmpty, Stash.IsEmpty));
                return;
            }

            _probe.Tell(text);
            Sender.Tell("done");
        });
    }

    private sealed class Twice : ReceiveActor, IWithUnboundedStash
    {
        public Twice() => ReceiveAny(_ =>
        {
            Stash.Stash();
            Stash.Stash();
        });

        public IStash Stash { get; set; } = null!;
    }
}
