using Microsoft.Extensions.Logging;
using Pipeline.Actors.Ledger;
using Pipeline.Actors.Runs;
using Pipeline.Host.Adapters.Lake;
using Pipeline.Host.Adapters.Livy;
using Pipeline.Host.Adapters.Warehouse;
using Pipeline.Host.Local.Clusters;
using Pipeline.Host.Local.Postgres;
using Pipeline.Host.Local.Warehouses;
using Pipeline.Host.Service;

namespace Pipeline.Host.Local;

/// <summary>The local environment as a whole: its ports, this process's lease on it, and its graceful end.</summary>
public sealed class LocalEnvironment : IRunEnvironment
{
    private readonly Leases leases;
    private readonly LivyTransport transport;
    private readonly LocalClusters clusters;
    private readonly IPostgres postgres;
    private readonly WarehouseMarks marks;
    private Lease? lease;

    private LocalEnvironment(LocalOptions options, TimeProvider time, ILoggerFactory logs)
    {
        var files = new LocalFiles(options.Home);
        leases = new Leases(options.Home, time);
        transport = new LivyTransport(cluster => Credentials(files, cluster), time);
        clusters = new LocalClusters(files, options.Sessions, time, logs.CreateLogger<LocalClusters>());
        postgres = PostgresOf(options, files, time, logs);
        marks = new WarehouseMarks(files);
        var livy = new LivyHttp(transport);
        Inventory = new LocalInventory(new GatewayInventory(files, clusters, livy, time), new WarehouseInventory(files, postgres, marks));
        Ports = new RunPorts(
            new FolderLake(options.Home, options.WriteSample, time),
            new LocalRoles(),
            clusters,
            livy,
            new LocalWarehouses(postgres, marks, time, logs.CreateLogger<LocalWarehouses>()),
            new PostgresSql(async (warehouse, cancellation) => (await postgres.Login(warehouse.Database, cancellation)).ConnectionString, options.CopyScript));
    }

    /// <summary>The outside, as the children of a run see it.</summary>
    public RunPorts Ports { get; }

    /// <summary>The outside as a whole: this home's, and what carries another journal's mark.</summary>
    public IInventory Inventory { get; }

    /// <summary>Puts the environment together; nothing is started or touched yet.</summary>
    public static LocalEnvironment Create(LocalOptions options, TimeProvider time, ILoggerFactory logs) => new(options, time, logs);

    /// <summary>Becomes a user: as long as this process lives and is not disposed of, clusters and PostgreSQL do not end by themselves.</summary>
    public void Start() => lease ??= leases.Take();

    /// <summary>Ends what nobody else uses: at a graceful stop nothing is left running.</summary>
    public async Task StopAll(CancellationToken cancellation)
    {
        await clusters.StopAll(everyOne: !leases.HasOthers(lease), cancellation);

        // An unfinished run's warehouse is started again when a service resumes the run.
        await postgres.StopUnless(() => marks.InUse().Any(mark => mark.Reader is not null || leases.HasOthers(lease)), cancellation);
    }

    public ValueTask DisposeAsync()
    {
        lease?.Dispose();
        transport.Dispose();
        return ValueTask.CompletedTask;
    }

    internal static IPostgres PostgresOf(LocalOptions options, LocalFiles files, TimeProvider time, ILoggerFactory logs)
    {
        var log = logs.CreateLogger<LocalPostgres>();
        return options.PostgresConnection is { } given
            ? new GivenPostgres(given)
            : new LocalPostgres(files, new PostgresPackage(options.Root, time, log), time, log);
    }

    private static LivyCredentials? Credentials(LocalFiles files, string cluster) =>
        RuntimeFile.Read(files.Cluster(cluster)) is { } gateway ? new LivyCredentials(gateway.User, gateway.Secret) : null;
}
