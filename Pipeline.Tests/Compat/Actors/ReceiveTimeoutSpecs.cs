using Akka.Actor;
using Akka.TestKit;
using Xunit;

namespace Pipeline.Tests.Compat.Actors;

/// <summary>Being told that nothing came.</summary>
public sealed class ReceiveTimeoutSpecs : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public ReceiveTimeoutSpecs() : base(Compat.Scheduling.Virtual.Time)
    {
    }

    private TestScheduler Time => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void It_comes_when_no_message_did_and_comes_again()
    {
        Started();
        Time.Advance(Second);
        ExpectMsg("timeout");
        ExpectMsg("synced");
        Time.Advance(Second);

        ExpectMsg("timeout");
    }

    [Fact]
    public void A_message_puts_it_off()
    {
        var actor = Started();
        Time.Advance(Second / 2);
        actor.Tell("message");
        ExpectMsg("message");
        ExpectMsg("synced");
        Time.Advance(Second / 2);
        ExpectNoMsg(20);
        Time.Advance(Second / 2);

        ExpectMsg("timeout");
    }

    [Fact]
    public void Some_messages_do_not()
    {
        var actor = Started();
        Time.Advance(Second / 2);
        actor.Tell(new Unimportant());
        ExpectMsg("unimportant");
        Time.Advance(Second / 2);

        ExpectMsg("timeout");
    }

    [Fact]
    public void Null_turns_it_off()
    {
        var actor = Started();
        actor.Tell("off");
        ExpectMsg("off");
        ExpectMsg("synced");
        Time.Advance(Second);

        ExpectNoMsg(20);
    }

    private IActorRef Started()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Waiting(TestActor)));
        actor.Tell("start");
        ExpectMsg("start");
        ExpectMsg("synced");
        return actor;
    }

    private sealed class Unimportant : INotInfluenceReceiveTimeout;

    private sealed class Waiting : ReceiveActor
    {
        public Waiting(IActorRef probe)
        {
            Receive<SyncRequest>(_ => probe.Tell("synced"));
            Receive<string>(text =>
            {
                SetReceiveTimeout(text == "off" ? null : Second);
                probe.Tell(text);
                Sync(Self);
            });
            Receive<ReceiveTimeout>(_ =>
            {
                probe.Tell("timeout");
                Sync(Self);
            });
            Receive<Unimportant>(_ => probe.Tell("unimportant"));
        }

        /// <summary>The timeout is set once the message is through; a second one in between, which does not put it off, shows that it is.</summary>
        private static void Sync(IActorRef self) => self.Tell(new SyncRequest());

        private sealed class SyncRequest : INotInfluenceReceiveTimeout;
    }
}
