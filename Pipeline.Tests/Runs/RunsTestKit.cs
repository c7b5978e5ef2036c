using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Actors;
using Pipeline.Actors.Runs;
using Xunit;

namespace Pipeline.Tests.Runs;

/// <summary>The shells over a world in memory, on virtual time.</summary>
public abstract class RunsTestKit : TestKit
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private protected readonly World _world = new();
    private readonly FakeTimeProvider _time = new(Given.Start);
    private ulong _nextId = 1;

    protected RunsTestKit()
        : base(ConfigurationFactory.ParseString($"""
            akka.scheduler.implementation = "{typeof(TestScheduler).AssemblyQualifiedName}"
            akka.persistence.journal.plugin = "akka.persistence.journal.inmem"
            akka.loglevel = WARNING
            """).WithFallback(ConfigurationFactory.ParseString(RunsHosting.JournalConfig)))
    {
        Sys.EventStream.Subscribe(TestActor, typeof(RecordedEvent));
    }

    private TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    protected TestProbe Probe => _probe ??= CreateTestProbe();

    private TestProbe? _probe;

    /// <param name="name">The actor's; each life of a service has another.</param>
    /// <param name="environment">Where runs take place; null takes up every run.</param>
    protected IActorRef Runs(string name, string? environment = null)
    {
        var settings = new RunSettings { Journal = "journal-1", Time = _time, Environment = environment, NewRunId = () => RunId.FromBits(_nextId++) };
        return Sys.ActorOf(Props.Create(() => new RunsActor(_world.Ports, settings, _world)), name);
    }

    protected RunAccepted Start(IActorRef runs, string? key = null, string print = "")
    {
        runs.Tell(new StartRun(Given.Request(), key, print), Probe);
        return Probe.ExpectMsg<RunAccepted>(Patience);
    }

    protected T Fish<T>() where T : IRunEvent =>
        (T)((RecordedEvent)FishForMessage(m => m is RecordedEvent { Event: T }, Patience)).Event;

    /// <summary>The run's end, with time moving on until it is there.</summary>
    protected RunPhase AwaitEndOver(TimeSpan step)
    {
        RunPhase? end = null;
        AwaitAssert(() =>
        {
            Advance(step);
            while (end is null && ReceiveOne(TimeSpan.Zero) is { } message)
            {
                end = message is RecordedEvent { Event: RunFinished finished } ? finished.State : null;
            }

            Assert.NotNull(end);
        }, Patience);
        return end!.Value;
    }

    protected RunPhase AwaitEnd() => Fish<RunFinished>().State;

    protected void Advance(TimeSpan span)
    {
        _time.Advance(span);
        Scheduler.Advance(span);
    }
}
