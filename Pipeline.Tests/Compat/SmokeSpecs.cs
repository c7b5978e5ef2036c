using Akka.Actor;
using Akka.Persistence;
using Akka.TestKit.Xunit2;
using Xunit;

namespace Pipeline.Tests.Compat;

public sealed class SmokeSpecs : TestKit
{
    private sealed class Echo : ReceiveActor
    {
        public Echo()
        {
            Receive<string>(s => Sender.Tell(s + "!"));
            ReceiveAsync<int>(async n =>
            {
                await Task.Yield();
                Sender.Tell(n + 1);
            });
        }
    }

    private sealed class Counter : ReceivePersistentActor
    {
        private int _sum;

        public Counter()
        {
            Recover<int>(n => _sum += n);
            Command<int>(n => Persist(n, e =>
            {
                _sum += e;
                Sender.Tell(_sum);
            }));
            Command<string>(_ => Sender.Tell(_sum));
        }

        public override string PersistenceId => "counter";
    }

    [Fact]
    public async Task An_actor_answers()
    {
        var echo = Sys.ActorOf<Echo>("echo");
        echo.Tell("hi");
        ExpectMsg("hi!");
        Assert.Equal(6, await echo.Ask<int>(5, TimeSpan.FromSeconds(3)));
        Watch(echo);
        echo.Tell(PoisonPill.Instance);
        ExpectTerminated(echo);
    }

    [Fact]
    public void A_persistent_actor_recovers()
    {
        var counter = Sys.ActorOf(Props.Create(() => new Counter()), "c1");
        counter.Tell(3);
        counter.Tell(4);
        ExpectMsg(3);
        ExpectMsg(7);
        Watch(counter);
        counter.Tell(PoisonPill.Instance);
        ExpectTerminated(counter);
        Sys.ActorOf(Props.Create(() => new Counter()), "c2").Tell("sum");
        ExpectMsg(7);
    }
}
