using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Runs;
using Pipeline.Host.Configuration;
using Pipeline.Host.Definitions;
using Pipeline.Host.Simulated;
using Pipeline.Host.Simulated.World;
using Pipeline.Host.Simulated.World.Faults;

namespace Pipeline.Bench;

/// <summary>Many runs of the arrivals pipeline at once in the simulation, on one thread: what driving and recording them costs in real time.</summary>
internal static class SimulationBench
{
    private const int Stack = 64 << 20;

    public static async Task<int> Run(int runs)
    {
        var done = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(
            () =>
            {
                try
                {
                    done.SetResult(Simulate(runs));
                }
                catch (Exception failure)
                {
                    done.SetException(failure);
                }
            },
            Stack).Start();
        return await done.Task;
    }

    private static int Simulate(int runs)
    {
        var pipelines = new PipelineCatalog(Checkout.Root, "s3://simulated/lake", TargetEnvironment.Simulated);
        var request = pipelines.Prepare("arrivals", ImmutableSortedDictionary<string, string>.Empty);
        var clock = new SimulatedClock();
        var world = new SimulatedWorld(clock, 1, FaultPlan.None, _ => request.Pipeline);
        var steps = new Steps();
        using var simulation = new Simulation(clock, world.Ports, pipelines, 1, settings => settings with { Core = steps.Core });
        var watch = Stopwatch.StartNew();
        simulation.Start();
        for (var i = 0; i < runs; i++)
        {
            simulation.Begin(request, i.ToString(CultureInfo.InvariantCulture));
        }

        var end = simulation.RunToEnd(TimeSpan.FromHours(24));
        watch.Stop();
        var succeeded = simulation.Events.Of("runs").Count(row => row.Manifest == "run-ended.1" && Ending(row) == "succeeded");
        Figures.Title(string.Create(CultureInfo.InvariantCulture, $"{runs:N0} arrivals runs at once in the simulation, one thread"));
        Figures.Line("came to", $"{end.ToString().ToLowerInvariant()}: {succeeded:N0} runs succeeded, {world.Findings().Length} findings");
        Figures.Line("simulated time", $"{clock.GetUtcNow() - SimulatedClock.Epoch:hh\\:mm\\:ss}");
        Figures.Line("real time", string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds:F1} s"));
        Figures.Line("events", string.Create(CultureInfo.InvariantCulture, $"{simulation.Events.Written.Count:N0}"));
        Figures.Line("steps (outcomes handled) per second", string.Create(CultureInfo.InvariantCulture, $"{steps.Milliseconds.Count / watch.Elapsed.TotalSeconds:N0}"));
        Figures.Line("messages handled per second", string.Create(CultureInfo.InvariantCulture, $"{simulation.Turns / watch.Elapsed.TotalSeconds:N0}"));
        Figures.Line("from outcome to next order, p50", string.Create(CultureInfo.InvariantCulture, $"{Figures.Percentile(steps.Milliseconds, 0.5):F2} ms"));
        Figures.Line("from outcome to next order, p99", string.Create(CultureInfo.InvariantCulture, $"{Figures.Percentile(steps.Milliseconds, 0.99):F2} ms"));
        return end == SimulationEnd.Done && succeeded == runs ? 0 : 1;
    }

    private static string? Ending(SimulatedEvent row) => System.Text.Json.JsonDocument.Parse(row.Bytes).RootElement.GetProperty("state").GetString();

    /// <summary>Takes the time from an outcome's arrival at its run until the run has said, with the outcome journaled, what is to be done next.</summary>
    private sealed class Steps
    {
        private readonly Dictionary<RunId, long> _begun = [];

        public List<double> Milliseconds { get; } = [];

        public RunCore Core => RunCore.Own with
        {
            Decide = (state, input, now) =>
            {
                if (input is IOutcome && state.Request is { } request)
                {
                    _begun[request.Run] = Stopwatch.GetTimestamp();
                }

                return Actors.Runs.Run.Decide(state, input, now);
            },
            Outstanding = state =>
            {
                var orders = Actors.Runs.Run.Outstanding(state);
                if (state.Request is { } request && _begun.Remove(request.Run, out var begun))
                {
                    Milliseconds.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                }

                return orders;
            },
        };
    }
}
