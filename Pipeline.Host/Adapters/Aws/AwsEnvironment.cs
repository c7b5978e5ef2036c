using Amazon.Redshift.Model;
using Pipeline.Actors;
using Pipeline.Actors.Ledger;
using Pipeline.Actors.Runs;
using Pipeline.Host.Adapters.Aws.Emr;
using Pipeline.Host.Adapters.Aws.Errors;
using Pipeline.Host.Adapters.Aws.Iam;
using Pipeline.Host.Adapters.Aws.Ledger;
using Pipeline.Host.Adapters.Aws.Redshift;
using Pipeline.Host.Adapters.Aws.S3;
using Pipeline.Host.Adapters.Livy;
using Pipeline.Host.Service;

namespace Pipeline.Host.Adapters.Aws;

/// <summary>The outside of a run on AWS: IAM, EMR, S3 and Redshift behind the run's ports.</summary>
public sealed class AwsEnvironment : IRunEnvironment
{
    /// <summary>EMR throttles an account, not a run; what is left is for the account's other users.</summary>
    private const double EmrCallsPerSecond = 2;
    private const double RedshiftCallsPerSecond = 2;
    private const int Burst = 10;

    /// <summary>A session whose service is gone for good ends after this; busy or not.</summary>
    public static readonly TimeSpan SessionHeartbeat = TimeSpan.FromSeconds(900);

    private readonly AwsClients _clients;
    private readonly AwsSettings _settings;
    private readonly LivyTransport _livy;
    private readonly ILogger _log;
    private readonly string _sink;

    /// <param name="settings">The environment's settings.</param>
    /// <param name="sink">The service's lake, for the logs when the settings name no place for them.</param>
    /// <param name="clients">The SDK's clients; disposed with this.</param>
    /// <param name="writeSample">Writes so many rows of the sample from a seed into a folder.</param>
    /// <param name="logs">For what is worth telling.</param>
    /// <param name="time">The clock.</param>
    public AwsEnvironment(AwsSettings settings, string sink, AwsClients clients, Action<int, int, string> writeSample, ILoggerFactory logs, TimeProvider time)
    {
        (_settings, _sink, _clients) = (settings, sink, clients);
        _log = logs.CreateLogger<AwsEnvironment>();
        Identity = new AwsIdentity(clients.Sts, clients.Region);
        Regions = new BucketRegions(clients.S3, clients.Region ?? "");
        LogPrefix = LogsOf(settings, sink);
        Check = new AwsRunCheck(settings, Regions);
        _livy = new LivyTransport(_ => settings.Livy.Credentials, time);
        OpenRedshiftSession open = new RedshiftConnections(new RedshiftLogins(clients.Redshift, time), settings.Warehouse).Open;
        var redshift = new CallBudget(RedshiftCallsPerSecond, Burst, time);
        var emr = new CallBudget(EmrCallsPerSecond, Burst, time);
        var livy = new LivyHttp(_livy, SessionHeartbeat);
        var roles = new AwsRoles(clients.Iam, Identity.Account, settings, LogPrefix, time);
        Inventory = new AwsInventory(
            new EmrInventory(clients.Emr, settings.Livy, livy, emr), new RedshiftInventory(clients.Redshift, settings.Warehouse.Existing, redshift), new IamInventory(clients.Iam, roles));
        Ports = new RunPorts(
            new S3Lake(new S3Objects(clients.S3), Regions, writeSample),
            roles,
            new EmrClusters(clients.Emr, settings, LogPrefix, emr, logs.CreateLogger<EmrClusters>()),
            livy,
            settings.Warehouse.Existing is { } existing
                ? new ExistingWarehouses(existing, c => Address(existing, redshift, c), open)
                : new RedshiftWarehouses(clients.Redshift, settings.Warehouse, redshift),
            new RedshiftSql(open));
    }

    public RunPorts Ports { get; }

    public IInventory Inventory { get; }

    /// <summary>What can be told of a run before anything is made for it.</summary>
    public IRunCheck Check { get; }

    public AwsIdentity Identity { get; }

    public BucketRegions Regions { get; }

    public S3Location LogPrefix { get; }

    /// <summary>What runs have asked for is in AWS, whoever looks at it; there is nothing to take hold of.</summary>
    public void Start()
    {
        _log.LogInformation("Runs take place on AWS, in region {Region}; the lake is {Sink}, clusters' logs go to {Logs}.", _clients.Region, _sink, LogPrefix);
        _log.LogInformation("AWS is reached through {Sdk}.", AwsOrigin.Describe());
    }

    /// <summary>Clusters and warehouses of unfinished runs outlive the service; the next start takes them up.</summary>
    public Task StopAll(CancellationToken cancellation) => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _livy.Dispose();
        _clients.Dispose();
        return ValueTask.CompletedTask;
    }

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
