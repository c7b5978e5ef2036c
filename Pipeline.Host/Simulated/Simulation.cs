using System.Collections.Immutable;
using Akka.Actor;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Runs;

namespace Pipeline.Host.Simulated;

/// <summary>How a simulation came to rest.</summary>
public enum SimulationEnd
{
    /// <summary>Every run is over.</summary>
    Done,

    /// <summary>The service was killed at the chosen point.</summary>
    Killed,

    /// <summary>Nothing is due any more, and a run is not over.</summary>
    Stuck,

    /// <summary>The time that it was given is over, and a run is not.</summary>
    TooLong,

    /// <summary>Actors send messages to each other for ever, and time stands still.</summary>
    Restless,
}

/// <summary>
/// The service over a simulated outside, on virtual time: started, killed and started again over one journal and one world.
/// Everything happens on the caller's thread, in an order that depends on nothing else.
/// </summary>
public sealed class Simulation : IDisposable
{
    /// <summary>The journal's id of every simulation: what its things are tagged with.</summary>
    public const string JournalId = "simulated";

    /// <summary>So many things in a row that are due at one moment are a circle.</summary>
    private const int Patience = 200_000;

    private readonly IPipelines _pipelines;
    private readonly RunPorts _ports;
    private readonly RunSettings _settings;
    private readonly SimulatedProgress _progress;
    private ServiceIncarnation? _service;
    private long _turnsOfTheDead;
    private IActorRef _runs = ActorRefs.Nobody;

    /// <param name="clock">Its time, shared with the outside.</param>
    /// <param name="ports">Its outside, which outlives the service.</param>
    /// <param name="pipelines">Where a run that was accepted but did not begin finds its definition.</param>
    /// <param name="seed">What run ids are made of.</param>
    /// <param name="settings">Changes the settings of the service; null leaves them as they are.</param>
    public Simulation(SimulatedClock clock, RunPorts ports, IPipelines pipelines, int seed, Func<RunSettings, RunSettings>? settings = null)
    {
        (Clock, _ports, _pipelines) = (clock, ports, pipelines);
        Points = new CrashPoints(clock);
        _progress = new SimulatedProgress(Events);
        var usual = Polling(new RunSettings
        {
            Journal = JournalId,
            Time = clock,
            RestartJitter = 0,
            NewRunId = () => RunId.FromBits(Mix(seed, _progress.Look().Accepted)),
        });
        _settings = settings is null ? usual : settings(usual);
    }

    /// <summary>As often as one looks at what takes minutes, under a budget of calls.</summary>
    public static RunSettings Polling(RunSettings settings) => settings with
    {
        LivyPolling = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)),
        ClusterPolling = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30)),
        WarehousePolling = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30)),
    };

    public SimulatedClock Clock { get; }

    public SimulatedEvents Events { get; } = new();

    public CrashPoints Points { get; }

    public bool IsUp => _service is { IsAlive: true };

    /// <summary>How many turns actors had so far, over all incarnations.</summary>
    public long Turns => _turnsOfTheDead + (_service?.Turns ?? 0);

    /// <summary>Starts the service over the journal as it is.</summary>
    public void Start()
    {
        Kill();
        _service = new ServiceIncarnation(Clock, Events, Points);
        var id = Incarnations.Add(_service);
        try
        {
            using var here = new WithoutContext();
            var system = ActorSystem.Create("simulation", id.WithFallback(SimulatedAkka.Config));
            var (ports, settings) = (GuardedPorts.Of(_ports, new CallGuard(_service)), _settings);
            _runs = system.ActorOf(Props.Create(() => new RunsActor(ports, settings, _pipelines)), "runs");
            _service.Drain();
        }
        finally
        {
            // The journal's actor, which is created last, has found it by now.
            Incarnations.Remove(id);
        }
    }

    /// <summary>The service is gone at once, as by kill -9. Calls that are under way may still take effect outside.</summary>
    public void Kill()
    {
        if (_service is { } service)
        {
            service.Kill();
            _turnsOfTheDead += service.Turns;
            _service = null;
        }
    }

    /// <summary>Asks for a run, as an HTTP client does that repeats its request under the same key until it is answered.</summary>
    /// <returns>Null when the service was killed before it answered.</returns>
    public RunId? Begin(RunRequest request, string key)
    {
        var asked = Ask(new StartRun(request, key, key));
        return asked switch
        {
            null => null,
            RunAccepted accepted => accepted.Run,
            var other => throw new InvalidOperationException($"The service does not take the run: {other}"),
        };
    }

    /// <summary>Asks the index something and lets the actors work until all is still; null when it did not answer, as when it was killed.</summary>
    public object? Ask(IRunCommand question)
    {
        using var here = new WithoutContext();
        var asked = _runs.Ask<object>(question);
        _service?.Drain();
        return asked.IsCompletedSuccessfully ? asked.Result : null;
    }

    /// <summary>Moves time on until every run is over, the service is killed, or the limit of virtual time is reached.</summary>
    public SimulationEnd RunToEnd(TimeSpan limit)
    {
        using var here = new WithoutContext();
        var until = Clock.GetUtcNow() + limit;
        var (now, still) = (Clock.GetUtcNow(), 0);
        while (true)
        {
            if (!IsUp || !_service!.Drain())
            {
                return IsUp ? SimulationEnd.Restless : SimulationEnd.Killed;
            }

            if (!IsUp)
            {
                return SimulationEnd.Killed;
            }

            still = Clock.GetUtcNow() == now ? still + 1 : 0;
            now = Clock.GetUtcNow();
            if (still > Patience)
            {
                return SimulationEnd.Restless;
            }

            if (_progress.Look() is { Accepted: > 0 } progress && progress.Accepted == progress.Closed)
            {
                return SimulationEnd.Done;
            }

            if (Clock.NextDue is not { } due)
            {
                return SimulationEnd.Stuck;
            }

            if (due > until)
            {
                return SimulationEnd.TooLong;
            }

            Clock.Advance();
        }
    }

    /// <summary>Lets virtual time pass outside, whether the service is up or not.</summary>
    public void Pass(TimeSpan time)
    {
        using var here = new WithoutContext();
        var over = false;
        Clock.After(time, () => over = true);
        while (!over)
        {
            _service?.Drain();
            Clock.Advance();
        }
    }

    public void Dispose() => Kill();

    /// <summary>SplitMix64: ids that look like random ones, and are the same for the same seed.</summary>
    private static ulong Mix(int seed, int number)
    {
        var z = ((ulong)(uint)seed << 32 | (uint)number) + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
