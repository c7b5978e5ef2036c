using Amazon.Redshift.Model;
using Pipeline.Actors;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Roles;
using Pipeline.Actors.Sessions;
using Pipeline.Actors.Warehouses;
using Pipeline.Host.Adapters.Aws.Emr;
using Pipeline.Host.Adapters.Aws.Errors;
using Pipeline.Host.Adapters.Aws.Iam;
using Pipeline.Host.Adapters.Aws.Redshift;
using Pipeline.Host.Adapters.Aws.S3;

namespace Pipeline.Host.Adapters.Aws;

/// <summary>The outside of a run on AWS: IAM, EMR, S3 and Redshift behind the run's ports.</summary>
public sealed class AwsEnvironment : IDisposable
{
    /// <summary>EMR throttles an account, not a run; what is left is for the account's other users.</summary>
    private const double EmrCallsPerSecond = 2;
    private const double RedshiftCallsPerSecond = 2;
    private const int Burst = 10;

    /// <summary>Minutes pass before a cluster is ready; under the call budget that all runs share.</summary>
    public static readonly Polling ClusterPolling = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30));
    public static readonly Polling WarehousePolling = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30));

    /// <summary>Livy is the run's own, but answers from a single thread pool.</summary>
    public static readonly Polling LivyPolling = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(5));

    /// <summary>A session whose service is gone for good ends after this; busy or not.</summary>
    public static readonly TimeSpan SessionHeartbeat = TimeSpan.FromSeconds(900);

    private readonly AwsClients _clients;
    private readonly AwsSettings _settings;
    private readonly RedshiftConnections _connections;

    /// <param name="settings">The environment's settings.</param>
    /// <param name="sink">The service's lake, for the logs when the settings name no place for them.</param>
    /// <param name="clients">The SDK's clients; disposed with this.</param>
    /// <param name="writeSample">Writes so many rows of the sample from a seed into a folder.</param>
    /// <param name="logs">For what is worth telling.</param>
    /// <param name="time">The clock.</param>
    public AwsEnvironment(AwsSettings settings, string sink, AwsClients clients, Action<int, int, string> writeSample, ILoggerFactory logs, TimeProvider time)
    {
        (_settings, _clients) = (settings, clients);
        Identity = new AwsIdentity(clients.Sts, clients.Region);
        Regions = new BucketRegions(clients.S3, clients.Region ?? "");
        LogPrefix = LogsOf(settings, sink);
        _connections = new RedshiftConnections(new RedshiftLogins(clients.Redshift, time), settings.Warehouse);
        var redshift = new CallBudget(RedshiftCallsPerSecond, Burst, time);
        Lake = new S3Lake(new S3Objects(clients.S3), Regions, writeSample);
        Roles = new AwsRoles(clients.Iam, Identity.Account, settings, LogPrefix, time);
        Clusters = new EmrClusters(clients.Emr, settings, LogPrefix, new CallBudget(EmrCallsPerSecond, Burst, time), logs.CreateLogger<EmrClusters>());
        Warehouses = settings.Warehouse.Existing is { } existing
            ? new ExistingWarehouses(existing, c => Address(existing, redshift, c), _connections.Open)
            : new RedshiftWarehouses(clients.Redshift, settings.Warehouse, redshift);
        WarehouseSql = new RedshiftSql(_connections.Open);
    }

    public AwsIdentity Identity { get; }

    public BucketRegions Regions { get; }

    public S3Location LogPrefix { get; }

    public ILake Lake { get; }

    public IRoles Roles { get; }

    public Pipeline.Actors.Clusters.IClusters Clusters { get; }

    public IWarehouses Warehouses { get; }

    public IWarehouseSql WarehouseSql { get; }

    public Pipeline.Actors.Runs.RunPorts Ports(ILivy livy) => new(Lake, Roles, Clusters, livy, Warehouses, WarehouseSql);

    public void Dispose() => _clients.Dispose();

    /// <summary>Where clusters' logs go: the settings' place, else beside the runs in the service's lake.</summary>
    internal static S3Location LogsOf(AwsSettings settings, string sink) =>
        settings.Logs is { } logs ? Place(logs, "aws.logs") : Place(sink, "sink").Below("logs");

    private async Task<HostAndPort> Address(ExistingWarehouse existing, CallBudget budget, CancellationToken cancellation)
    {
        if (_settings.Warehouse.Endpoint is { } tunnel)
        {
            return tunnel;
        }

        await budget.Take(cancellation);
        var found = await new AwsCalls(RedshiftErrors.Table).Send(
            $"show cluster {existing.Cluster}", c => _clients.Redshift.DescribeClustersAsync(new DescribeClustersRequest { ClusterIdentifier = existing.Cluster }, c), cancellation);
        return found.Clusters?.FirstOrDefault()?.Endpoint is { Address: { Length: > 0 } host, Port: { } port }
            ? new HostAndPort(host, port)
            : throw PortFailureException.Transient($"Redshift cluster {existing.Cluster} has no address now: it is paused or changing.");
    }

    private static S3Location Place(string text, string setting) =>
        S3Location.Parse(text) ?? throw PortFailureException.Permanent($"{setting} is '{text}'; with environment = aws it has to be s3://bucket/prefix.");
}
