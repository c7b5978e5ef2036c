using Pipeline.Actors;
using Pipeline.Actors.Clusters;
using Pipeline.Host.Adapters.Aws.Iam;
using Pipeline.Host.Simulated.World.Faults;
using Pipeline.Host.Simulated.World.Spark;

namespace Pipeline.Host.Simulated.World.Emr;

/// <summary>EMR: takes any number of clusters of one name, and shows a new one in its list some time later only.</summary>
/// <param name="outside">The world.</param>
/// <param name="jobs">What code on the clusters answers and writes.</param>
/// <param name="neighbours">Who else is there.</param>
internal sealed class SimulatedClusters(Outside outside, SparkJobs jobs, Neighbours neighbours) : IClusters
{
    private readonly Dictionary<string, EmrCluster> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EmrCluster> _byUrl = new(StringComparer.Ordinal);

    public bool NamesAreUnique => false;

    public Task<Cluster?> Find(ClusterRequest request, CancellationToken cancellation) =>
        outside.Send(Call(nameof(Find), request.Name), arrival =>
        {
            var own = outside.Inventory.Named(ThingKind.Cluster, request.Name)
                .Where(thing => thing.DeletedAt is null && IsOwn(thing, request) && IsListed(thing.Id, arrival.At)).ToList();
            var live = own.Where(thing => thing.EndingAt is null).ToList();
            foreach (var younger in live.Skip(1).Where(thing => _byId.ContainsKey(thing.Id)))
            {
                Terminate(_byId[younger.Id], arrival.At, EndCause.Removed);
            }

            return live.Concat(own).FirstOrDefault() is { } found ? Show(found.Id) : null;
        }, cancellation);

    public Task<Cluster> Create(ClusterRequest request, CancellationToken cancellation) =>
        outside.Send(Call(nameof(Create), request.Name) with { Changes = true }, arrival =>
        {
            neighbours.Meet(request.Name, request.Journal);
            var names = new RoleNames(request.Name);
            if (((string[])[names.Service, names.Ec2]).FirstOrDefault(role => outside.Inventory.Live(ThingKind.Role, role) is null) is { } missing)
            {
                throw PortFailureException.Permanent($"EMR did not start cluster {request.Name}: the role {missing} does not exist (simulated).");
            }

            return Make(request, arrival).Show();
        }, cancellation);

    public Task<Cluster> Describe(ClusterRequest request, string id, CancellationToken cancellation) =>
        outside.Send(Call(nameof(Describe), request.Name), _ => Show(id), cancellation);

    public Task Terminate(ClusterRequest request, string id, CancellationToken cancellation) =>
        outside.Send(Call(nameof(Terminate), request.Name) with { Changes = true, Removes = true }, arrival =>
        {
            if (outside.Inventory.Find(id) is { } thing && !IsOwn(thing, request))
            {
                outside.Log.Add(new WorldDeed(arrival.At, Deed.ForeignTouched, thing.Name, id, "to be terminated"));
            }
            else if (_byId.TryGetValue(id, out var found))
            {
                outside.Log.Add(new WorldDeed(arrival.At, Deed.RemovalAsked, request.Name, id));
                Terminate(found, arrival.At, EndCause.Removed);
            }

            return true;
        }, cancellation);

    /// <summary>The Livy that answers at this address, if the cluster is ready.</summary>
    public LivyServer? LivyAt(string url) => _byUrl.TryGetValue(url, out var found) && found.Show().Status == ClusterStatus.Ready ? found.Livy : null;

    public void TerminateFromOutside(string url, DateTimeOffset at)
    {
        if (_byUrl.TryGetValue(url, out var found))
        {
            Terminate(found, at, EndCause.Outside);
        }
    }

    /// <summary>By id anybody's cluster is shown, at once and for as long as anybody asks.</summary>
    private Cluster Show(string id) =>
        _byId.TryGetValue(id, out var found) ? found.Show()
        : new Cluster(id, outside.Inventory.Find(id) is null ? ClusterStatus.Gone : ClusterStatus.Ready);

    /// <summary>Those that were there before are in every list.</summary>
    private bool IsListed(string id, DateTimeOffset at) => !_byId.TryGetValue(id, out var found) || found.ListedAt <= at;

    private EmrCluster Make(ClusterRequest request, Arrival arrival)
    {
        var thing = outside.Inventory.Add(new Thing
        {
            Kind = ThingKind.Cluster,
            Name = request.Name,
            Id = outside.Inventory.NewId("j-"),
            Run = request.RunId,
            Journal = request.Journal,
            Instances = 1 + request.Definition.CoreCount,
            CreatedAt = arrival.At,
        });
        var listed = outside.Draw.Between(
            arrival.Fault is Fault.Unlisted or Fault.UnansweredAndUnlisted ? Durations.ClusterUnlisted : Durations.ClusterListed, "cluster listed", request.Name, arrival.Nth);
        var cluster = new EmrCluster(thing.Id, arrival.At + listed, outside, new LivyServer(thing, outside, jobs, Neighbours.SessionsBeside(request.Name)));
        (_byId[thing.Id], _byUrl[cluster.Url]) = (cluster, cluster);
        outside.Log.Add(new WorldDeed(arrival.At, Deed.Created, request.Name, thing.Id));

        var ready = arrival.At + outside.Draw.Between(Durations.ClusterStart, "cluster start", request.Name, arrival.Nth);
        outside.Agenda.At(ready, cluster.Ready);
        if (arrival.Fault == Fault.ClusterTerminated)
        {
            var lost = outside.Draw.Between(Durations.ClusterLostAfter, "cluster lost", request.Name, arrival.Nth);
            outside.Agenda.At(ready + lost, at => Terminate(cluster, at, EndCause.Outside));
        }

        return cluster;
    }

    private void Terminate(EmrCluster cluster, DateTimeOffset at, EndCause cause)
    {
        if (outside.Inventory.Find(cluster.Id)!.EndingAt is not null)
        {
            return;
        }

        outside.Inventory.End(cluster.Id, at, gone: null, cause);
        cluster.Livy.End(at, cause);
        if (cause == EndCause.Outside)
        {
            outside.Log.Add(new WorldDeed(at, Deed.EndedFromOutside, outside.Inventory.Find(cluster.Id)!.Name, cluster.Id));
        }

        outside.Agenda.At(at + outside.Draw.Between(Durations.ClusterEnd, "cluster end", cluster.Id), gone =>
        {
            outside.Inventory.End(cluster.Id, at, gone, cause);
            outside.Log.Add(new WorldDeed(gone, Deed.Gone, outside.Inventory.Find(cluster.Id)!.Name, cluster.Id));
        });
    }

    private static bool IsOwn(Thing thing, ClusterRequest request) => thing.Run == request.RunId && thing.Journal == request.Journal;

    private static OutsideCall Call(string member, string subject) => new(nameof(IClusters), member, subject, Durations.AwsTimeout);
}

/// <summary>A cluster with its Livy.</summary>
internal sealed class EmrCluster(string id, DateTimeOffset listedAt, Outside outside, LivyServer livy)
{
    public string Id => id;

    public DateTimeOffset ListedAt => listedAt;

    public LivyServer Livy => livy;

    public string Url => $"http://{id}.simulated:8998";

    public void Ready(DateTimeOffset at)
    {
        if (outside.Inventory.Find(id)!.EndingAt is null)
        {
            outside.Inventory.Change(id, thing => thing with { ReadyAt = at });
            livy.Start(at);
        }
    }

    public Cluster Show() => outside.Inventory.Find(id)! switch
    {
        { DeletedAt: not null } gone => new Cluster(id, ClusterStatus.Gone, Why: Why(gone)),
        { EndingAt: not null } ending => new Cluster(id, ClusterStatus.Terminating, Why: Why(ending)),
        { ReadyAt: not null } => new Cluster(id, ClusterStatus.Ready, Url),
        _ => new Cluster(id, ClusterStatus.Starting),
    };

    private static string Why(Thing thing) => thing.EndedBy == EndCause.Outside ? "terminated by somebody else (simulated)" : "USER_REQUEST; terminated by user request";
}
