using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Event;
using Akka.TestKit.Xunit2;
using Xunit;

namespace Pipeline.Tests.Compat.Actors;

/// <summary>What becomes of actors that throw.</summary>
public sealed class SupervisionSpecs : TestKit
{
    private static readonly Exception Failure = new ApplicationException("boom");

    [Fact]
    public void A_restart_replaces_the_instance_behind_the_same_reference()
    {
        var child = ChildUnder(new OneForOneStrategy(_ => Directive.Restart), "c");
        child.Tell(Failure);
        child.Tell("still there?");

        ExpectMsg("c PreRestart boom ApplicationException");
        ExpectMsg("c PostStop");
        ExpectMsg("c ctor");
        ExpectMsg("c PostRestart boom");
        ExpectMsg("c PreStart");
        ExpectMsg("c: still there?");
    }

    [Fact]
    public void Resume_drops_the_message_and_keeps_the_instance()
    {
        var child = ChildUnder(new OneForOneStrategy(_ => Directive.Resume), "c");
        child.Tell(Failure);
        child.Tell("still there?");

        ExpectMsg("c: still there?");
    }

    [Fact]
    public void Stop_ends_it()
    {
        var child = ChildUnder(new OneForOneStrategy(_ => Directive.Stop), "c");
        Watch(child);
        child.Tell(Failure);

        ExpectMsg("c PostStop");
        ExpectTerminated(child);
    }

    [Fact]
    public void Escalation_fails_the_parent_in_its_stead()
    {
        var probe = CreateTestProbe();
        var grandparent = Sys.ActorOf(Props.Create(() => new Parent(new OneForOneStrategy(_ => Directive.Stop))));
        grandparent.Tell(Props.Create(() => new Parent(new OneForOneStrategy(_ => Directive.Escalate))), probe.Ref);
        var parent = probe.ExpectMsg<IActorRef>();
        parent.Tell(Props.Create(() => new Reporter(TestActor, "c")), probe.Ref);
        var child = probe.ExpectMsg<IActorRef>();
        ReceiveN(2);
        Watch(parent);
        child.Tell(Failure);

        ExpectMsg("c PostStop");
        ExpectTerminated(parent);
    }

    [Fact]
    public void Children_are_stopped_by_a_restart_of_their_parent()
    {
        var parent = ChildUnder(new OneForOneStrategy(_ => Directive.Restart), "p");
        var probe = CreateTestProbe();
        parent.Tell(Props.Create(() => new Reporter(TestActor, "c")), probe.Ref);
        ReceiveN(2);
        parent.Tell(Failure);

        var messages = ReceiveN(6).Cast<string>().ToList();
        Assert.Equal(["p PreRestart boom ApplicationException", "p PostStop", "c PostStop", "p ctor", "p PostRestart boom", "p PreStart"], messages);
    }

    [Fact]
    public void Children_that_PreRestart_spares_are_restarted_too()
    {
        var probe = CreateTestProbe();
        var parent = Sys.ActorOf(Props.Create(() => new Sparing()));
        parent.Tell(Props.Create(() => new Reporter(TestActor, "c")), probe.Ref);
        ReceiveN(2);
        parent.Tell(Failure);

        Assert.Equal(["c PreRestart boom nothing", "c PostStop", "c ctor", "c PostRestart boom", "c PreStart"], Texts(5));
    }

    [Fact]
    public void One_restart_too_many_stops_the_child()
    {
        var child = ChildUnder(new OneForOneStrategy(2, 60_000, _ => Directive.Restart), "c");
        Watch(child);
        child.Tell(Failure);
        child.Tell(Failure);
        child.Tell(Failure);

        ReceiveN(10);
        ExpectMsg("c PostStop");
        ExpectTerminated(child);
    }

    [Fact]
    public void All_for_one_restarts_the_siblings_as_well()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent(new AllForOneStrategy(-1, -1, _ => Directive.Restart))));
        var (a, b) = (Child(parent, "a"), Child(parent, "b"));
        a.Tell(Failure);

        Assert.Equal(
            ["PreRestart boom nothing", "PostStop", "ctor", "PostRestart boom", "PreStart"],
            Texts(10).Where(m => m.StartsWith("b ", StringComparison.Ordinal)).Select(m => m[2..]));
        b.Tell("there");
        ExpectMsg("b: there");
    }

    [Fact]
    public void All_for_one_stops_the_siblings_as_well()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Parent(new AllForOneStrategy(_ => Directive.Stop))));
        var (a, b) = (Child(parent, "a"), Child(parent, "b"));
        Watch(b);
        a.Tell(Failure);

        FishForMessage<Terminated>(t => t.ActorRef.Equals(b));
    }

    [Fact]
    public void The_default_strategy_stops_what_cannot_start_and_restarts_the_rest()
    {
        Assert.Equal(Directive.Stop, SupervisorStrategy.DefaultDecider.Decide(new ActorInitializationException("x")));
        Assert.Equal(Directive.Stop, SupervisorStrategy.DefaultDecider.Decide(new ActorKilledException("x")));
        Assert.Equal(Directive.Stop, SupervisorStrategy.DefaultDecider.Decide(new DeathPactException(TestActor)));
        Assert.Equal(Directive.Restart, SupervisorStrategy.DefaultDecider.Decide(Failure));
        Assert.Equal(Directive.Stop, SupervisorStrategy.StoppingStrategy.Decider.Decide(Failure));
    }

    [Fact]
    public void A_decider_of_pairs_takes_the_first_type_that_fits()
    {
        var decider = Decider.From(
            Directive.Escalate, Directive.Resume.When<ArgumentException>(), Directive.Stop.When<Exception>());

        Assert.Equal(Directive.Resume, decider.Decide(new ArgumentNullException("x")));
        Assert.Equal(Directive.Stop, decider.Decide(Failure));
    }

    [Fact]
    public void Props_may_carry_the_strategy()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Reporter(TestActor, "p")).WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Stop)));
        ReceiveN(2);
        var child = Child(parent, "c");
        Watch(child);
        child.Tell(Failure);

        ExpectMsg("c PostStop");
        ExpectTerminated(child);
    }

    [Fact]
    public void A_strategy_of_ones_own_sees_the_failure_before_the_child_stops()
    {
        var seen = new List<(IActorRef Child, Exception Cause, bool Restart)>();
        var child = ChildUnder(new Recording(seen), "c");
        Watch(child);
        child.Tell(Failure);

        ExpectMsg("c PostStop");
        ExpectTerminated(child);
        Assert.Equal([(child, Failure, false)], seen);
    }

    [Fact]
    public void A_failure_is_logged_with_the_path_of_the_child()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Error));
        var child = ChildUnder(new OneForOneStrategy(_ => Directive.Restart), "c");
        child.Tell(Failure);

        var error = FishForMessage<Error>(_ => true);
        Assert.Equal((Failure, child.Path.ToString(), "boom"), (error.Cause, error.LogSource, error.Message));
    }

    [Fact]
    public void A_strategy_may_keep_quiet()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Error));
        var child = ChildUnder(new OneForOneStrategy(_ => Directive.Resume, loggingEnabled: false), "c");
        child.Tell(Failure);
        child.Tell("hello");

        ExpectMsg("c: hello");
    }

    [Fact]
    public void An_instance_that_fails_while_it_is_restarted_fails_again()
    {
        var made = 0;
        var causes = new List<Exception>();
        var strategy = new OneForOneStrategy(e =>
        {
            causes.Add(e);
            return causes.Count < 3 ? Directive.Restart : Directive.Stop;
        });
        var parent = Sys.ActorOf(Props.Create(() => new Parent(strategy)));
        parent.Tell(Props.CreateBy(new Failing(() => ++made > 1)), TestActor);
        var child = ExpectMsg<IActorRef>();
        Watch(child);
        child.Tell(Failure);

        ExpectTerminated(child);
        Assert.Equal(Failure, causes[0]);
        Assert.All(causes.Skip(1), cause => Assert.IsType<PostRestartException>(cause));
    }

    private IActorRef ChildUnder(SupervisorStrategy strategy, string name) =>
        Child(Sys.ActorOf(Props.Create(() => new Parent(strategy))), name);

    private IActorRef Child(IActorRef parent, string name)
    {
        var probe = CreateTestProbe();
        parent.Tell(Props.Create(() => new Reporter(TestActor, name)), probe.Ref);
        ReceiveN(2);
        return probe.ExpectMsg<IActorRef>();
    }

    private List<string> Texts(int count) => ReceiveN(count).Cast<string>().ToList();

    private sealed class Sparing : ReceiveActor
    {
        public Sparing()
        {
            Receive<Exception>(cause => throw cause);
            Receive<Props>(props => Sender.Tell(Context.ActorOf(props)));
        }

        protected override void PreRestart(Exception reason, object message)
        {
        }
    }

    private sealed class Recording(List<(IActorRef, Exception, bool)> seen) : OneForOneStrategy(_ => Directive.Stop)
    {
        public override void ProcessFailure(IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats, IReadOnlyCollection<ChildRestartStats> children)
        {
            seen.Add((child, cause, restart));
            base.ProcessFailure(context, restart, child, cause, stats, children);
        }
    }

    /// <summary>Makes actors until it is told to fail.</summary>
    private sealed class Failing(Func<bool> fails) : IIndirectActorProducer
    {
        public Type ActorType => typeof(Thrower);

        public ActorBase Produce() => fails() ? throw new InvalidOperationException("no more") : new Thrower();

        public void Release(ActorBase actor)
        {
        }
    }

    private sealed class Thrower : ReceiveActor
    {
        public Thrower() => Receive<Exception>(cause => throw cause);
    }
}
