using System.Collections.Concurrent;
using Akka;
using Akka.Actor;
using Akka.Configuration;
using Xunit;

namespace Pipeline.Tests.Compat.Shutdown;

public sealed class CoordinatedShutdownSpecs
{
    private static readonly Config Quiet = ConfigurationFactory.ParseString("akka.loglevel = OFF\nakka.coordinated-shutdown.run-by-clr-shutdown-hook = off");

    [Fact]
    public async Task Phases_run_in_their_order_and_the_system_ends_with_the_last()
    {
        var system = ActorSystem.Create("phases", Quiet);
        var done = new ConcurrentQueue<string>();
        foreach (var phase in new[] { CoordinatedShutdown.PhaseServiceStop, CoordinatedShutdown.PhaseBeforeServiceUnbind, CoordinatedShutdown.PhaseServiceUnbind })
        {
            CoordinatedShutdown.Get(system).AddTask(phase, $"note {phase}", () =>
            {
                done.Enqueue(phase);
                return Task.FromResult(Done.Instance);
            });
        }

        await CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal([CoordinatedShutdown.PhaseBeforeServiceUnbind, CoordinatedShutdown.PhaseServiceUnbind, CoordinatedShutdown.PhaseServiceStop], done);
        Assert.True(system.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task Terminating_the_system_runs_the_phases_once()
    {
        var system = ActorSystem.Create("terminated", Quiet);
        var runs = 0;
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceStop, "count", () =>
        {
            Interlocked.Increment(ref runs);
            return Task.FromResult(Done.Instance);
        });

        await system.Terminate().WaitAsync(TimeSpan.FromSeconds(20));
        await CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(1, runs);
    }
}
