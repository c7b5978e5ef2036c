using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;
using Xunit;

namespace Pipeline.Tests.Compat.Actors;

/// <summary>How actors choose handlers, and how async ones run.</summary>
public sealed class ReceiveSpecs : TestKit
{
    [Fact]
    public void Handlers_are_asked_in_the_order_in_which_they_were_added()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Ordered()));
        actor.Tell(5);
        actor.Tell(50);
        actor.Tell("text");
        actor.Tell(2.5);
        actor.Tell('c');

        ExpectMsg("small int");
        ExpectMsg("int");
        ExpectMsg("text");
        ExpectMsg("a value type");
        ExpectMsg("a value type");
    }

    [Fact]
    public void A_handler_of_a_base_type_takes_its_heirs()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Bases()));
        actor.Tell(new ArgumentNullException());
        actor.Tell(new List<int>());

        ExpectMsg("argument");
        ExpectMsg("enumerable");
    }

    [Fact]
    public void Nothing_can_be_added_after_a_handler_of_everything()
    {
        EventFilter.Exception<ActorInitializationException>().ExpectOne(() => Sys.ActorOf(Props.Create(() => new AfterAny())));
    }

    [Fact]
    public void Handlers_are_added_by_constructors_and_within_become_only()
    {
        var actor = Sys.ActorOf(Props.Create(() => new TooLate()));
        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => actor.Tell("now"));
    }

    [Fact]
    public void Become_replaces_the_behaviour_and_a_stacked_one_is_taken_off_again()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Moody()));
        actor.Tell("hello");
        ExpectMsg("first");
        actor.Tell("become");
        actor.Tell("hello");
        ExpectMsg("second");
        actor.Tell("stack");
        actor.Tell("hello");
        ExpectMsg("third");
        actor.Tell("unstack");
        actor.Tell("hello");
        ExpectMsg("second");
        actor.Tell("unstack");
        actor.Tell("hello");
        ExpectMsg("first");
        actor.Tell("unstack");
        actor.Tell("hello");
        ExpectMsg("first");
    }

    [Fact]
    public void A_restart_goes_back_to_the_first_behaviour()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Moody()));
        actor.Tell("become");
        actor.Tell(new ApplicationException());
        actor.Tell("hello");

        ExpectMsg("first");
    }

    [Fact]
    public void An_async_handler_ends_before_the_next_message_begins()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Async(TestActor)));
        var gate = new TaskCompletionSource();
        actor.Tell(gate.Task);
        actor.Tell("next");
        ExpectMsg("before");
        ExpectNoMsg(50);
        gate.SetResult();

        ExpectMsg("after");
        ExpectMsg("next");
    }

    [Fact]
    public void Context_and_sender_are_there_after_an_await()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Async(TestActor)));
        var probe = CreateTestProbe();
        actor.Tell(50, probe.Ref);

        Assert.Equal((actor, probe.Ref), probe.ExpectMsg<(IActorRef, IActorRef)>());
    }

    [Fact]
    public void What_an_async_handler_throws_is_a_failure_of_the_actor()
    {
        var strategy = new OneForOneStrategy(_ => Directive.Stop);
        var parent = Sys.ActorOf(Props.Create(() => new Parent(strategy)));
        parent.Tell(Props.Create(() => new Async(TestActor)));
        var actor = ExpectMsg<IActorRef>();
        Watch(actor);
        EventFilter.Exception<ApplicationException>("late").ExpectOne(() => actor.Tell(Task.Run(() => throw new ApplicationException("late"))));

        ExpectMsg("before");
        ExpectTerminated(actor);
    }

    [Fact]
    public void An_actor_that_failed_in_an_async_handler_works_after_its_restart()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Async(TestActor)));
        actor.Tell(Task.FromException(new ApplicationException("now")));
        actor.Tell("next");

        ExpectMsg("before");
        ExpectMsg("next");
    }

    [Fact]
    public void An_actor_stopped_in_an_async_handler_stops_at_once()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Async(TestActor)));
        var gate = new TaskCompletionSource();
        actor.Tell(gate.Task);
        ExpectMsg("before");
        Watch(actor);
        Sys.Stop(actor);

        ExpectTerminated(actor);
        gate.SetResult();
        ExpectNoMsg(50);
    }

    [Fact]
    public void Untyped_actors_run_tasks_the_same_way()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Untyped()));
        actor.Tell(1);
        actor.Tell(2);

        ExpectMsg(1);
        ExpectMsg(2);
    }

    [Fact]
    public void There_is_no_context_outside_of_an_actors_turn()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Leaking(TestActor)));
        actor.Tell("go");

        ExpectMsg<NotSupportedException>();
    }

    private sealed class Ordered : ReceiveActor
    {
        public Ordered()
        {
            Receive<int>(n => n < 10, _ => Sender.Tell("small int"));
            Receive<int>(_ => Sender.Tell("int"));
            Receive<string>(_ => false);
            Receive<string>(text =>
            {
                Sender.Tell(text);
                return true;
            });
            Receive(typeof(ValueType), _ => Sender.Tell("a value type"));
        }
    }

    private sealed class Bases : ReceiveActor
    {
        public Bases()
        {
            Receive<ArgumentException>(_ => Sender.Tell("argument"));
            Receive<System.Collections.IEnumerable>(_ => Sender.Tell("enumerable"));
        }
    }

    private sealed class AfterAny : ReceiveActor
    {
        public AfterAny()
        {
            ReceiveAny(_ => { });
            Receive<string>(_ => { });
        }
    }

    private sealed class TooLate : ReceiveActor
    {
        public TooLate() => Receive<string>(_ => Receive<int>(_ => { }));
    }

    private sealed class Moody : ReceiveActor
    {
        public Moody()
        {
            Common("first");
        }

        private void Common(string mood)
        {
            Receive<string>(text => text == "hello", _ => Sender.Tell(mood));
            Receive<string>(text => text == "become", _ => Become(() => Common("second")));
            Receive<string>(text => text == "stack", _ => BecomeStacked(() => Common("third")));
            Receive<string>(text => text == "unstack", _ => UnbecomeStacked());
            Receive<Exception>(cause => throw cause);
        }
    }

    private sealed class Async : ReceiveActor
    {
        public Async(IActorRef probe)
        {
            ReceiveAsync<Task>(async task =>
            {
                probe.Tell("before");
                await task;
                probe.Tell("after");
            });
            ReceiveAsync<int>(async delay =>
            {
                await Task.Delay(delay);
                Sender.Tell((Context.Self, Context.Sender));
            });
            Receive<string>(text => probe.Tell(text));
        }
    }

    private sealed class Untyped : UntypedActor
    {
        protected override void OnReceive(object message) => RunTask(async () =>
        {
            await Task.Delay(message is 1 ? 50 : 1);
            Sender.Tell(message);
        });
    }

    private sealed class Leaking : ReceiveActor
    {
        public Leaking(IActorRef probe) => Receive<string>(_ => new Thread(() =>
        {
            try
            {
                probe.Tell(Context.Self);
            }
            catch (Exception e)
            {
                probe.Tell(e, ActorRefs.NoSender);
            }
        }).Start());
    }
}
