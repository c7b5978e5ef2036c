using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Pipeline.Actors;
using Pipeline.Actors.Clusters;

namespace Pipeline.Host.Local.Clusters;

/// <summary>A cluster as one gateway process of its name, which outlives the service as EMR does.</summary>
/// <remarks>The gateway holds its name's lock for life, so a second one of a name cannot be. Names carry the run's random id, and
/// everything lies under this home: what is found there is this journal's own.</remarks>
/// <param name="files">Where the gateways are found again.</param>
/// <param name="sessions">How many engines one cluster runs at once at most.</param>
/// <param name="time">For polling.</param>
/// <param name="log">Tells what was started and ended.</param>
public sealed class LocalClusters(LocalFiles files, int sessions, TimeProvider time, ILogger<LocalClusters> log) : IClusters
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan KillGrace = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, ProcessIdentity> used = new();

    public bool NamesAreUnique => true;

    public Task<Cluster?> Find(ClusterRequest request, CancellationToken cancellation)
    {
        var process = files.GatewayOf(request.Name);
        return Task.FromResult(process is { Lives: true } living ? Show(request.Name, living) : null);
    }

    public async Task<Cluster> Create(ClusterRequest request, CancellationToken cancellation)
    {
        if (await Find(request, cancellation) is { } existing)
        {
            return existing;
        }

        var process = FileFailures.Guard($"Cluster {request.Name} could not be started", () => Start(request));
        log.LogInformation("Cluster {Name} starts as process {Process}; its log is {Log}.", request.Name, process.Pid, files.ClusterLog(request.Name));
        return Show(request.Name, process);
    }

    public Task<Cluster> Describe(ClusterRequest request, string id, CancellationToken cancellation) => Task.FromResult(
        ProcessIdentity.Parse(id) is { Lives: true } living
            ? Show(request.Name, living)
            : new Cluster(id, ClusterStatus.Gone, Why: LogTail.LastWords(files.ClusterLog(request.Name))));

    public async Task Terminate(ClusterRequest request, string id, CancellationToken cancellation)
    {
        if (ProcessIdentity.Parse(id) is { } process)
        {
            await End(request.Name, process, cancellation);
        }
    }

    /// <summary>Ends the gateways that this service used, or every one of this home when nobody else uses them.</summary>
    public async Task StopAll(bool everyOne, CancellationToken cancellation)
    {
        var gateways = everyOne ? files.Gateways() : used.Select(pair => (pair.Key, pair.Value));
        await Task.WhenAll(gateways.Select(gateway => End(gateway.Item1, gateway.Item2, cancellation)));
    }

    private ProcessIdentity Start(ClusterRequest request)
    {
        ClusterLogs.Prune(files);
        var mark = new GatewayMark(request.Name, files.Home, request.Journal, request.RunId);
        var process = Detached.Start(SelfCommand.For(mark.Arguments(Math.Clamp(request.Sessions, 1, sessions))), files.ClusterLog(request.Name));

        // So that a service killed before the gateway listens still finds what it started.
        process.Write(files.ClusterProcess(request.Name));
        return process;
    }

    private Cluster Show(string name, ProcessIdentity process)
    {
        used[name] = process;

        // A gateway writes its file when it takes requests, and removes it before its sessions end.
        return RuntimeFile.Read(files.Cluster(name)) is { } runtime && runtime.Process == process
            ? new Cluster($"{process}", ClusterStatus.Ready, runtime.Url)
            : new Cluster($"{process}", ClusterStatus.Starting);
    }

    /// <summary>Ends the gateway and removes what it left in this home.</summary>
    public async Task End(string name, ProcessIdentity process, CancellationToken cancellation)
    {
        if (!await Signals.End(process, time, cancellation, (Signals.Terminate, Grace), (Signals.Kill, KillGrace)))
        {
            throw PortFailureException.Transient($"The gateway of cluster {name}, process {process.Pid}, did not end when it was killed.");
        }

        used.TryRemove(name, out _);
        if (files.GatewayOf(name) is not { Lives: true })
        {
            FileFailures.Guard($"The files of cluster {name} could not be removed", () =>
            {
                File.Delete(files.Cluster(name));
                File.Delete(files.ClusterProcess(name));
            });
        }

        log.LogInformation("Cluster {Name} is gone.", name);
    }
}
