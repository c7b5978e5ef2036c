using System.Collections.Immutable;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The end of a system in phases: each runs its tasks together, after the phases on which it depends.</summary>
public sealed partial class CoordinatedShutdown : IExtension
{
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";
    public const string PhaseServiceUnbind = "service-unbind";
    public const string PhaseServiceRequestsDone = "service-requests-done";
    public const string PhaseServiceStop = "service-stop";
    public const string PhaseBeforeClusterShutdown = "before-cluster-shutdown";
    public const string PhaseClusterShardingShutdownRegion = "cluster-sharding-shutdown-region";
    public const string PhaseClusterLeave = "cluster-leave";
    public const string PhaseClusterExiting = "cluster-exiting";
    public const string PhaseClusterExitingDone = "cluster-exiting-done";
    public const string PhaseClusterShutdown = "cluster-shutdown";
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";
    public const string PhaseActorSystemTerminate = "actor-system-terminate";

    private readonly Lock _gate = new();
    private readonly ShutdownPhases _phases;
    private readonly Dictionary<string, ImmutableList<(string Name, Func<Task<Done>> Run)>> _tasks = [];
    private readonly TaskCompletionSource<Done> _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Reason _reason;

    internal CoordinatedShutdown(ExtendedActorSystem system, ShutdownPhases phases)
    {
        System = system;
        _phases = phases;
        Log = Logging.GetLogger(system, GetType());
    }

    public ExtendedActorSystem System { get; }

    /// <summary>Why the system is ending; null while it is not.</summary>
    public Reason ShutdownReason => Volatile.Read(ref _reason);

    public TimeSpan TotalTimeout
    {
        get
        {
            lock (_gate)
                return _tasks.Keys.Aggregate(TimeSpan.Zero, (total, phase) => total + Timeout(phase));
        }
    }

    internal ILoggingAdapter Log { get; }

    public static CoordinatedShutdown Get(ActorSystem sys) => sys.WithExtension<CoordinatedShutdown, CoordinatedShutdownExtension>();

    public TimeSpan Timeout(string phase) => _phases.Find(phase)?.Timeout
        ?? throw new ArgumentException($"Unknown phase [{phase}]. All phases must be defined in configuration.");

    public void AddTask(string phase, string taskName, Func<Task<Done>> task)
    {
        if (!_phases.IsKnown(phase))
        {
            throw new ConfigurationException(
                $"Unknown phase [{phase}], known phases [{string.Join(",", _phases.Ordered)}]. All phases (along with their optional dependencies) must be defined in configuration.");
        }

        lock (_gate)
            _tasks[phase] = _tasks.GetValueOrDefault(phase, []).Add((taskName, task));
    }

    /// <summary>Runs the phases, once; whoever calls again waits for the same end.</summary>
    public Task<Done> Run(Reason reason, string fromPhase = null)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, null) == null)
            _ = RunPhases(_phases.Ordered.SkipWhile(phase => fromPhase != null && phase != fromPhase).ToList());
        return _finished.Task;
    }

    private async Task RunPhases(List<string> phases)
    {
        try
        {
            foreach (var phase in phases)
                await RunPhase(phase).ConfigureAwait(false);
            _finished.SetResult(Done.Instance);
        }
        catch (Exception e)
        {
            _finished.SetException(e);
        }
    }

    private Task RunPhase(string phase)
    {
        ImmutableList<(string Name, Func<Task<Done>> Run)> tasks;
        lock (_gate)
        {
            if (!_tasks.TryGetValue(phase, out tasks))
                return Task.CompletedTask;
        }

        Log.Debug("Performing phase [{0}] with [{1}] tasks: [{2}]", phase, tasks.Count, string.Join(",", tasks.Select(t => t.Name)));
        var settings = _phases.Find(phase);
        var all = Task.WhenAll(tasks.Select(t => RunTask(phase, t.Name, t.Run, settings.Recover)));
        return WithTimeout(phase, all, settings);
    }

    private async Task RunTask(string phase, string name, Func<Task<Done>> task, bool recover)
    {
        try
        {
            await task().ConfigureAwait(false);
        }
        catch (Exception e) when (recover)
        {
            Log.Warning("Task [{0}] failed in phase [{1}]: {2}", name, phase, e.Message);
        }
    }

    private async Task WithTimeout(string phase, Task tasks, ShutdownPhase settings)
    {
        var timeout = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var timer = new Cancelable(System.Scheduler.Advanced);
        try
        {
            System.Scheduler.Advanced.ScheduleOnce(settings.Timeout, () => timeout.TrySetResult(), timer);
        }
        catch (Exception e) when (e is SchedulerException or InvalidOperationException)
        {
            // The scheduler has ended with the system: nobody keeps the time any more.
        }

        if (await Task.WhenAny(tasks, timeout.Task).ConfigureAwait(false) == tasks)
        {
            timer.Cancel();
            await tasks.ConfigureAwait(false);
        }
        else if (settings.Recover)
            Log.Warning("Coordinated shutdown phase [{0}] timed out after {1}", phase, settings.Timeout);
        else
            throw new TimeoutException($"Coordinated shutdown phase[{phase}] timed out after {settings.Timeout}");
    }
}
