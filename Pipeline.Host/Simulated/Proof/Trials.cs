using System.Collections.Immutable;
using System.Text.Json;
using Pipeline.Actors.Journal;
using Pipeline.Actors.Runs;
using Pipeline.Host.Simulated.World;
using Pipeline.Host.Simulated.World.Faults;

namespace Pipeline.Host.Simulated.Proof;

/// <summary>Goes through one run in a world of its own.</summary>
internal static class Trials
{
    /// <summary>Longer than any deadline lets a run take.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromHours(48);

    /// <summary>How long it takes until the service is started again; each point has one of these, so that all of them are met.</summary>
    private static readonly TimeSpan[] Downtimes = [TimeSpan.Zero, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(4)];

    /// <param name="subject">The run.</param>
    /// <param name="seed">Of the world.</param>
    /// <param name="faults">What goes wrong in it.</param>
    /// <param name="killAt">The number of the point at which the service is killed; null for none.</param>
    public static Trial Go(ProofSubject subject, int seed, FaultPlan faults, int? killAt)
    {
        var clock = new SimulatedClock();
        var pipeline = subject.Request.Pipeline;
        var world = new SimulatedWorld(clock, seed, faults, name => name == pipeline.Definition.Name ? pipeline : null);
        using var simulation = new Simulation(clock, subject.Ports(world.Ports), subject.Pipelines, seed, subject.Settings);
        simulation.Points.KillAt = killAt;
        simulation.Start();
        var downtime = TimeSpan.Zero;
        void StartAgain()
        {
            downtime = Downtimes[killAt!.Value % Downtimes.Length];
            simulation.Pass(downtime);
            simulation.Start();
        }

        var run = simulation.Begin(subject.Request, "verify");
        if (run is null)
        {
            StartAgain();
            run = simulation.Begin(subject.Request, "verify") ?? throw new InvalidOperationException("The service does not answer.");
        }

        var end = simulation.RunToEnd(Limit);
        if (end == SimulationEnd.Killed)
        {
            StartAgain();
            end = simulation.RunToEnd(Limit);
        }

        simulation.Kill();
        var now = clock.GetUtcNow();
        var (phase, failures) = EndOf(simulation.Events.Of(RunSupervisor.PersistenceIdOf(run.Value)));
        return new Trial(
            seed, killAt is { } at && at <= simulation.Points.Passed.Count ? simulation.Points.Passed[at - 1] : null, [.. simulation.Points.Passed],
            downtime, now - SimulatedClock.Epoch, end, phase, failures,
            world.Things.Where(t => t.Run == run.Value.Value && t.Journal == Simulation.JournalId).Sum(t => t.InstanceHours(now)),
            world.Tables(run.Value), world.Findings(), world.Deeds, simulation.Events.Written.Count, simulation.Events.Digest(), simulation.Turns);
    }

    private static (RunPhase? Phase, ImmutableArray<string> Failures) EndOf(IReadOnlyList<SimulatedEvent> events)
    {
        var state = events
            .Select(row => (IRunEvent)JsonSerializer.Deserialize(row.Bytes.Span, EventManifests.TypeOf(row.Manifest), EventJson.Options)!)
            .Aggregate(RunState.Empty, Run.Apply);
        return (state.Phase.IsFinal() ? state.Phase : null, state.Failures);
    }
}
