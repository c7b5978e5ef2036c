using Pipeline.Actors.Runs;

namespace Pipeline.Actors.Clusters;

/// <summary>Owns the run's cluster: finds or makes it, watches it, removes it.</summary>
public sealed class ClusterActor(IClusters clusters, RunSettings settings) : WorkActor
{
    /// <summary>Failed looks in a row that a cluster is forgiven: a starting one before the attempt is given up, a ready one before it counts as lost.</summary>
    private const int Patience = 5;

    protected override void Begin(WorkOrder order, bool again)
    {
        switch (order)
        {
            case ProvisionCluster provision:
                Find(provision, again || provision.MayExist);
                break;
            case WatchCluster watch:
                Watch(watch, failures: 0);
                break;
            case RemoveCluster remove:
                Remove(remove);
                break;
            default:
                throw new InvalidOperationException($"The cluster actor knows no order of type {order.GetType().Name}.");
        }
    }

    private void Find(ProvisionCluster order, bool again) =>
        Call(order, c => clusters.Find(order.Request, c), found =>
        {
            if (found is not null)
            {
                Follow(order, found, 0);
            }
            else if (again && IsSettling(order.Request, order.AskedAt))
            {
                // RunJobFlow has no client token: an earlier call of unknown outcome is looked for before there is another.
                After(order, settings.ClusterPolling.Longest, () => Find(order, again));
            }
            else
            {
                Create(order, c => clusters.Create(order.Request, c), made => Follow(order, made, 0));
            }
        });

    private void Follow(ProvisionCluster order, Cluster cluster, int looks, int failures = 0)
    {
        switch (cluster.Status)
        {
            case ClusterStatus.Ready:
                Done(new ClusterProvisioned(order.Key, cluster));
                break;
            case ClusterStatus.Starting:
                After(order, settings.ClusterPolling.DelayAfter(looks), () =>
                    Call(
                        order,
                        c => clusters.Describe(order.Request, cluster.Id, c),
                        now => Follow(order, now, looks + 1),
                        bear: failure =>
                        {
                            var bears = failure.Kind == FailureKind.Transient && failures < Patience;
                            if (bears)
                            {
                                Follow(order, cluster, looks + 1, failures + 1);
                            }

                            return bears;
                        }));
                break;
            default:
                throw new OrderFailedException(
                    order.Key, FailureKind.Transient, $"Cluster {order.Request.Name} ({cluster.Id}) ended before it was ready: {cluster.Why ?? "no reason given"}");
        }
    }

    private void Watch(WatchCluster order, int failures) =>
        Call(
            order,
            c => clusters.Describe(order.Request, order.Id, c),
            now =>
            {
                if (now.Status != ClusterStatus.Ready)
                {
                    throw new OrderFailedException(
                        order.Key, FailureKind.Transient, $"Cluster {order.Request.Name} ({order.Id}) ended in the middle of the run: {now.Why ?? "no reason given"}");
                }

                After(order, settings.ClusterPolling.Longest, () => Watch(order, 0));
            },
            bear: failure =>
            {
                // One look that failed says nothing about the cluster.
                var bears = failure.Kind == FailureKind.Transient && failures < Patience;
                if (bears)
                {
                    After(order, settings.ClusterPolling.Longest, () => Watch(order, failures + 1));
                }

                return bears;
            });

    private void Remove(RemoveCluster order)
    {
        if (IsCreating)
        {
            After(order, settings.ClusterPolling.First, () => Remove(order));
            return;
        }

        Call(order, c => clusters.Find(order.Request, c), found =>
        {
            if (found is not null)
            {
                Call(order, c => clusters.Terminate(order.Request, found.Id, c), () => AwaitEnd(order, found.Id, 0));
            }
            else if (order.Id is null && IsSettling(order.Request, order.AskedAt))
            {
                After(order, settings.ClusterPolling.Longest, () => Remove(order));
            }
            else
            {
                Done(new Removed(order.Key));
            }
        });
    }

    private void AwaitEnd(RemoveCluster order, string id, int looks) =>
        Call(order, c => clusters.Describe(order.Request, id, c), now =>
        {
            if (now.Status == ClusterStatus.Gone)
            {
                // A second one of the same tag would be found by another look.
                Remove(order with { Id = id });
            }
            else
            {
                After(order, settings.ClusterPolling.DelayAfter(looks), () => AwaitEnd(order, id, looks + 1));
            }
        });

    private bool IsSettling(ClusterRequest request, DateTimeOffset askedAt) =>
        !clusters.NamesAreUnique && settings.Time.GetUtcNow() < askedAt + request.Definition.Settle;
}
