using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Makes the coordinated shutdown of a system, with the task that ends the system and the hook on the process's exit.</summary>
public sealed class CoordinatedShutdownExtension : ExtensionIdProvider<CoordinatedShutdown>
{
    public override CoordinatedShutdown CreateExtension(ExtendedActorSystem system)
    {
        var config = system.Settings.Config.GetConfig("akka.coordinated-shutdown");
        if (config.IsNullOrEmpty())
            throw new ConfigurationException("akka.coordinated-shutdown config cannot be empty");
        var shutdown = new CoordinatedShutdown(system, new ShutdownPhases(config));
        var exiting = new ProcessExit();
        AddTermination(shutdown, config.GetBoolean("exit-clr"), exiting);
        if (config.GetBoolean("run-by-clr-shutdown-hook"))
            RunAtProcessExit(shutdown, exiting);
        return shutdown;
    }

    private static void AddTermination(CoordinatedShutdown shutdown, bool exitClr, ProcessExit exiting)
    {
        var system = shutdown.System;
        var terminate = system.Settings.CoordinatedShutdownTerminateActorSystem;
        if (!terminate && !exitClr)
            return;
        shutdown.AddTask(CoordinatedShutdown.PhaseActorSystemTerminate, "terminate-system", async () =>
        {
            if (terminate)
            {
                var terminated = system.FinalTerminate();
                // The process ends even when the system cannot.
                await (exitClr ? Task.WhenAny(terminated, Task.Delay(shutdown.Timeout(CoordinatedShutdown.PhaseActorSystemTerminate))) : terminated).ConfigureAwait(false);
            }

            if (exitClr && !exiting.Underway)
                _ = Task.Run(() => Environment.Exit(0));
            return Done.Instance;
        });
    }

    private static void RunAtProcessExit(CoordinatedShutdown shutdown, ProcessExit exiting)
    {
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        shutdown.System.WhenTerminated.ContinueWith(_ => AppDomain.CurrentDomain.ProcessExit -= OnExit);

        void OnExit(object sender, EventArgs e)
        {
            exiting.Underway = true;
            if (shutdown.System.WhenTerminated.IsCompleted)
                return;
            shutdown.Log.Info("Starting coordinated shutdown from CLR termination hook.");
            try
            {
                // When this returns, the process is gone.
                shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance).Wait(shutdown.TotalTimeout);
            }
            catch (Exception failure)
            {
                shutdown.Log.Warning("CoordinatedShutdown from CLR shutdown failed: {0}", failure.Message);
            }
        }
    }

    private sealed class ProcessExit
    {
        public volatile bool Underway;
    }
}
