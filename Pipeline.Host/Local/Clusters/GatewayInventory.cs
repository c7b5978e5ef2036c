using System.Collections.Immutable;
using System.Globalization;
using Pipeline.Actors;
using Pipeline.Actors.Ledger;
using Pipeline.Actors.Runs;
using Pipeline.Actors.Sessions;
using Pipeline.Host.Adapters.Livy;

namespace Pipeline.Host.Local.Clusters;

/// <summary>The gateways of this machine, of whatever home, and the sessions of this home's own.</summary>
internal sealed class GatewayInventory(LocalFiles files, LocalClusters clusters, LivyHttp livy, TimeProvider time)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    public async Task<Inventory> List(CancellationToken cancellation)
    {
        var things = ImmutableArray.CreateBuilder<InventoryItem>();
        var unseen = ImmutableArray.CreateBuilder<Unseen>();
        foreach (var (mark, process) in GatewayMark.Living())
        {
            var cluster = Show(mark, process);
            things.Add(cluster);
            if (Runtime(mark, process) is not { } runtime)
            {
                // Another home's: its secret is there for its own users. One that starts or ends has none to speak of.
                continue;
            }

            try
            {
                things.AddRange(await Sessions(cluster, new LivyEndpoint(mark.Name, runtime.Url), cancellation));
            }
            catch (PortFailureException failure)
            {
                unseen.Add(new Unseen(Resource.Session, failure.Message));
            }
        }

        return new Inventory(things.ToImmutable(), unseen.ToImmutable());
    }

    public Task Remove(InventoryItem thing, CancellationToken cancellation) => thing.Kind == Resource.Session
        ? RemoveSession(thing, cancellation)
        : RemoveCluster(thing, cancellation);

    private async Task RemoveCluster(InventoryItem thing, CancellationToken cancellation)
    {
        if (Living(thing.Name).FirstOrDefault(gateway => $"{gateway.Process}" == thing.Id) is not ({ } mark, var process))
        {
            return;
        }

        if (mark.Journal != thing.Journal || mark.Run != thing.Run)
        {
            throw PortFailureException.Permanent($"The gateway {thing.Name} is not the one that was listed: list again.");
        }

        if (IsOurs(mark))
        {
            await clusters.End(mark.Name, process, cancellation);
        }
        else if (!await Signals.End(process, time, cancellation, (Signals.Terminate, Grace), (Signals.Kill, Grace)))
        {
            throw PortFailureException.Transient($"The gateway {thing.Name}, process {process.Pid}, did not end when it was killed; it may be another user's.");
        }
    }

    private async Task RemoveSession(InventoryItem thing, CancellationToken cancellation)
    {
        foreach (var (mark, process) in Living(thing.PartOf ?? ""))
        {
            if (Runtime(mark, process) is { } runtime)
            {
                await livy.DeleteSession(new LivyEndpoint(mark.Name, runtime.Url), thing.Name, cancellation);
            }
        }
    }

    private InventoryItem Show(GatewayMark mark, ProcessIdentity process)
    {
        var state = !IsOurs(mark) ? "running" : Runtime(mark, process) is null ? "starting or ending" : "running";
        return new InventoryItem(Resource.Cluster, mark.Name, $"{process}", state, process.StartedAt, mark.Journal, mark.Run);
    }

    private async Task<IEnumerable<InventoryItem>> Sessions(InventoryItem cluster, LivyEndpoint endpoint, CancellationToken cancellation) =>
        (await livy.ListSessions(endpoint, cancellation)).Select(session =>
            new InventoryItem(Resource.Session, session.Name, session.Id.ToString(CultureInfo.InvariantCulture), session.State, null, cluster.Journal, cluster.Run)
            {
                PartOf = cluster.Name,
            });

    private static IEnumerable<(GatewayMark Mark, ProcessIdentity Process)> Living(string name) => GatewayMark.Living().Where(gateway => gateway.Mark.Name == name);

    private RuntimeFile? Runtime(GatewayMark mark, ProcessIdentity process) =>
        IsOurs(mark) && RuntimeFile.Read(files.Cluster(mark.Name)) is { } runtime && runtime.Process == process ? runtime : null;

    private bool IsOurs(GatewayMark mark) => mark.Home == files.Home;
}
