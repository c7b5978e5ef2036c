using System.Collections.Immutable;
using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Pipeline.Actors;
using Pipeline.Actors.Runs;
using Pipeline.Actors.Sessions;
using Pipeline.Tests.Runs;
using Xunit;

namespace Pipeline.Tests.Sessions;

/// <summary>Livy ends a session that waits for work too long: polling does not count, being told that it is wanted does.</summary>
public sealed class SessionKeepingTests : TestKit
{
    private const string Name = "small-r1-print-1";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Often = TimeSpan.FromMinutes(5);
    private static readonly LivyEndpoint Livy = new("small-r1", "http://livy");

    private readonly World _world = new();
    private readonly IActorRef _child;

    public SessionKeepingTests()
        : base(ConfigurationFactory.ParseString($"""
            akka.scheduler.implementation = "{typeof(TestScheduler).AssemblyQualifiedName}"
            akka.loglevel = WARNING
            """))
    {
        var settings = new RunSettings { Journal = "j", NewRunId = () => RunId.FromBits(1), SessionKeeping = Often };
        var probe = TestActor;
        _child = Sys.ActorOf(Props.Create(() => new Parent(Props.Create(() => new SparkSessionActor(_world, settings)), probe)));
    }

    private int Kept => _world.Calls.Count(call => call == $"keep {Name}");

    [Fact]
    public void A_session_that_waits_for_work_is_kept_until_it_is_closed()
    {
        Perform(new OpenSession("open", "job", 1, "print", Livy, new SessionRequest(Name, "sql", ImmutableSortedDictionary<string, string>.Empty)));
        ExpectMsg<SessionOpened>(Patience);
        Wait(Often);
        AwaitCondition(() => Kept == 1, Patience);
        Wait(Often);
        AwaitCondition(() => Kept == 2, Patience);

        Perform(new CloseSession("close", "job", 1, "print", Livy, Name));
        ExpectMsg<Removed>(Patience);
        Wait(Often + Often);
        Assert.Equal(2, Kept);
    }

    [Fact]
    public void A_refused_keeping_fails_nothing()
    {
        Perform(new OpenSession("open", "job", 1, "print", Livy, new SessionRequest(Name, "sql", ImmutableSortedDictionary<string, string>.Empty)));
        ExpectMsg<SessionOpened>(Patience);
        var refused = 0;
        _world.Before = call => call.StartsWith("keep", StringComparison.Ordinal) && Interlocked.Increment(ref refused) > 0
            ? throw PortFailureException.Transient("Livy has no time")
            : Task.CompletedTask;
        Wait(Often);
        AwaitCondition(() => Volatile.Read(ref refused) == 1, Patience);

        Perform(new RunStatement("run", "job", 1, "print", Livy, Name, 0, "-- marker", "-- marker\nSELECT 1", Rerunnable: false));
        ExpectMsg<StatementEnded>(Patience);
    }

    private void Perform(WorkOrder order) => _child.Tell(new Perform(order, Again: false));

    private void Wait(TimeSpan time) => ((TestScheduler)Sys.Scheduler).Advance(time);

    /// <summary>A run's supervisor in little: passes orders down and outcomes on.</summary>
    private sealed class Parent : ReceiveActor
    {
        public Parent(Props child, IActorRef probe)
        {
            var session = Context.ActorOf(child, "session");
            Receive<Perform>(session.Tell);
            ReceiveAny(probe.Tell);
        }
    }
}
