using System.Collections.Immutable;
using Akka.Configuration;
using Pipeline.Actors;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Ledger;
using Pipeline.Actors.Runs;
using Pipeline.Host.Configuration;
using Pipeline.Host.Service;
using Pipeline.Host.Simulated.World;
using Pipeline.Host.Simulated.World.Faults;

namespace Pipeline.Host.Simulated.Service;

/// <summary>An outside that is only simulated, for the service itself: nothing is computed, made or paid for, and time goes many times as fast. It ends with the service.</summary>
internal sealed class SimulatedEnvironment : IRunEnvironment
{
    private readonly PacedTime _time;

    /// <param name="settings">Its seed and speed.</param>
    /// <param name="pipelines">What is run.</param>
    /// <param name="start">When its time begins.</param>
    public SimulatedEnvironment(SimulatedSettings settings, IPipelines pipelines, DateTimeOffset start)
    {
        Clock = new SimulatedClock(start);
        _time = new PacedTime(Clock, settings.Speed);
        var world = new SimulatedWorld(Clock, settings.Seed, settings.Faults ? FaultPlan.Random : FaultPlan.None, name => Recorded(pipelines, name));
        Ports = GuardedPorts.Of(world.Ports, _time);

        // A scheduler that runs so fast must not count the real time that reading a journal or stopping takes.
        Akka = Incarnations.Add(new ServiceIncarnation(Clock, new SimulatedEvents(), new CrashPoints(Clock), _time.Take)).WithFallback(ConfigurationFactory.ParseString("""
            akka.scheduler.implementation = "Pipeline.Host.Simulated.VirtualScheduler, Pipeline.Host"
            akka.actor.default-dispatcher.type = "Pipeline.Host.Simulated.SingleThreadDispatcherConfigurator, Pipeline.Host"
            akka.actor.internal-dispatcher.type = "Pipeline.Host.Simulated.SingleThreadDispatcherConfigurator, Pipeline.Host"
            akka.persistence.journal-plugin-fallback.recovery-event-timeout = 720h
            akka.coordinated-shutdown.default-phase-timeout = 720h
            akka.coordinated-shutdown.phases.actor-system-terminate.timeout = 720h
            """));
    }

    public RunPorts Ports { get; }

    public IInventory Inventory { get; } = new NothingLasting();

    /// <summary>The time of everything that concerns runs.</summary>
    public SimulatedClock Clock { get; }

    /// <summary>How its runs decide, so that time waits for their journal.</summary>
    public RunCore Core => _time.Core;

    /// <summary>What the actor system needs to live in that time.</summary>
    public Config Akka { get; }

    public void Start() => _time.Start();

    public Task StopAll(CancellationToken cancellation) => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _time.Dispose();
        return ValueTask.CompletedTask;
    }

    private static RecordedPipeline? Recorded(IPipelines pipelines, string name)
    {
        try
        {
            return pipelines.Prepare(name, ImmutableSortedDictionary<string, string>.Empty).Pipeline;
        }
        catch (PortFailureException)
        {
            // Its files were changed since the run began, or it has parameters without defaults: its jobs answer what any job would.
            return null;
        }
    }
}
