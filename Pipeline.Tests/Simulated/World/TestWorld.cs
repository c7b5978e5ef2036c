using System.Collections.Immutable;
using Pipeline.Actors.Clusters;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Roles;
using Pipeline.Actors.Runs;
using Pipeline.Actors.Sessions;
using Pipeline.Actors.Warehouses;
using Pipeline.Host.Definitions;
using Pipeline.Host.Simulated;
using Pipeline.Host.Simulated.World;
using Pipeline.Host.Simulated.World.Faults;
using Pipeline.Tests.Support;

namespace Pipeline.Tests.Simulated.World;

/// <summary>A world with the arrivals pipeline in it, called as a run's children call it; time passes only while a call is under way or a test lets it.</summary>
internal sealed class TestWorld
{
    public static readonly CancellationToken None = CancellationToken.None;

    public static readonly RecordedPipeline Arrivals =
        new PipelineCatalog(Checkout.Root, "/lake", TargetEnvironment.Aws).Prepare("arrivals", ImmutableSortedDictionary<string, string>.Empty).Pipeline;

    private TestWorld(FaultPlan faults, long seed) =>
        World = new SimulatedWorld(Clock, seed, faults, name => name == "arrivals" ? Arrivals : null);

    public SimulatedClock Clock { get; } = new();

    public SimulatedWorld World { get; }

    public RunPorts Ports => World.Ports;

    public static TestWorld With(params ScriptedFault[] faults) => new(FaultPlan.Script(faults), seed: 1);

    public static TestWorld Seeded(long seed, FaultPlan? faults = null) => new(faults ?? FaultPlan.None, seed);

    public static ScriptedFault On<TPort>(string member, Fault fault, int nth = 1) => new(typeof(TPort).Name, member, nth, fault);

    /// <summary>Makes the call and lets time pass until it is over.</summary>
    public T Do<T>(Func<Task<T>> call)
    {
        using var here = new WithoutContext();
        var made = call();
        while (!made.IsCompleted && Clock.Advance())
        {
        }

        return made.GetAwaiter().GetResult();
    }

    public void Do(Func<Task> call) => Do(async () =>
    {
        await call();
        return true;
    });

    /// <summary>The same for who awaits: the task is over when it is answered.</summary>
    public Task<T> Timed<T>(Func<Task<T>> call)
    {
        try
        {
            return Task.FromResult(Do(call));
        }
        catch (Exception failure)
        {
            return Task.FromException<T>(failure);
        }
    }

    public void Pass(TimeSpan span)
    {
        var over = false;
        Clock.After(span, () => over = true);
        while (!over)
        {
            Clock.Advance();
        }
    }

    /// <summary>Asks until the answer is as wished.</summary>
    public T Until<T>(Func<Task<T>> ask, Func<T, bool> wished)
    {
        for (var looks = 0; looks < 10_000; looks++)
        {
            if (Do(ask) is var answer && wished(answer))
            {
                return answer;
            }

            Pass(TimeSpan.FromSeconds(5));
        }

        throw new InvalidOperationException("It never came about.");
    }

    public LakePaths PrepareLake() => Do(() => Ports.Lake.Prepare(
        new LakeRequest(Wanted.Run, "sample://arrivals?rows=5000&seed=1", "/lake", ImmutableSortedDictionary<string, string>.Empty), None));

    public Cluster ReadyCluster()
    {
        Do(() => Ports.Roles.Ensure(Wanted.Roles, None));
        var made = Do(() => Ports.Clusters.Create(Wanted.Cluster, None));
        return Until(() => Ports.Clusters.Describe(Wanted.Cluster, made.Id, None), now => now.Status == ClusterStatus.Ready);
    }

    public LivyEndpoint ReadyLivy() => new(Wanted.Name, ReadyCluster().Livy!);

    public LivyEndpoint ReadySession()
    {
        PrepareLake();
        var livy = ReadyLivy();
        Do(() => Ports.Livy.CreateSession(livy, Wanted.Session, None));
        Until(() => Ports.Livy.FindSession(livy, Wanted.SessionName, None), session => session!.Status == SessionStatus.Ready);
        return livy;
    }

    public WarehouseEndpoint ReadyWarehouse()
    {
        Do(() => Ports.Roles.Ensure(Wanted.Roles, None));
        Do(() => Ports.Warehouses.Create(Wanted.Warehouse, None));
        return Until(() => Ports.Warehouses.Find(Wanted.Warehouse, None), now => now!.Status == WarehouseStatus.Ready)!.Endpoint!;
    }

    public Statement Answer(LivyEndpoint livy, string code, string session = Wanted.SessionName)
    {
        var posted = Do(() => Ports.Livy.PostStatement(livy, session, code, None));
        return Until(
            () => Ports.Livy.GetStatement(livy, session, posted.Id, None),
            now => now.Status is StatementStatus.Succeeded or StatementStatus.Failed or StatementStatus.Cancelled);
    }
}

/// <summary>What the run under test asks for.</summary>
internal static class Wanted
{
    public const string Run = "r0000000000ab";
    public const string Journal = "journal-1";
    public const string Name = $"arrivals-{Run}";
    public const string SessionName = $"{Name}-airports-1";

    public static readonly RolesRequest Roles = new(Name, Run, Journal, "/in", "/lake");

    public static readonly ClusterRequest Cluster = new(Name, Run, Journal, TestWorld.Arrivals.Definition.Cluster, 4);

    public static readonly SessionRequest Session = new(SessionName, "sql", ImmutableSortedDictionary<string, string>.Empty);

    public static readonly WarehouseRequest Warehouse =
        new(Name, "arrivals", Run, Journal, TestWorld.Arrivals.Definition.Warehouse, $"arn:aws:iam::000000000000:role/{Name}-redshift");
}
