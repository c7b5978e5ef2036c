using Pipeline.Actors;
using Pipeline.Actors.Clusters;
using Pipeline.Host.Simulated.World;
using Pipeline.Host.Simulated.World.Faults;
using Xunit;
using static Pipeline.Tests.Simulated.World.TestWorld;

namespace Pipeline.Tests.Simulated.World;

/// <summary>EMR's twin.</summary>
public sealed class ClusterTwinTests
{
    [Fact]
    public void A_cluster_is_listed_late_starts_in_minutes_and_ends_in_minutes()
    {
        var test = With();
        test.Do(() => test.Ports.Roles.Ensure(Wanted.Roles, None));
        var made = test.Do(() => test.Ports.Clusters.Create(Wanted.Cluster, None));
        Assert.Equal(ClusterStatus.Starting, made.Status);
        Assert.Null(test.Do(() => test.Ports.Clusters.Find(Wanted.Cluster, None)));
        Assert.Equal(made.Id, test.Until(() => test.Ports.Clusters.Find(Wanted.Cluster, None), found => found is not null)!.Id);
        var ready = test.Until(() => test.Ports.Clusters.Describe(Wanted.Cluster, made.Id, None), now => now.Status == ClusterStatus.Ready);
        Assert.StartsWith("http://", ready.Livy, StringComparison.Ordinal);

        test.Do(() => test.Ports.Clusters.Terminate(Wanted.Cluster, made.Id, None));
        Assert.Equal(ClusterStatus.Terminating, test.Do(() => test.Ports.Clusters.Find(Wanted.Cluster, None))!.Status);
        test.Do(() => test.Ports.Clusters.Terminate(Wanted.Cluster, made.Id, None));
        test.Until(() => test.Ports.Clusters.Describe(Wanted.Cluster, made.Id, None), now => now.Status == ClusterStatus.Gone);
        Assert.Null(test.Do(() => test.Ports.Clusters.Find(Wanted.Cluster, None)));

        var thing = Assert.Single(test.World.Inventory, thing => thing is { Kind: ThingKind.Cluster, IsForeign: false });
        Assert.InRange(thing.ReadyAt!.Value - thing.CreatedAt, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(12));
        Assert.InRange(thing.DeletedAt!.Value - thing.EndingAt!.Value, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(4));
        Assert.Equal(3 * (thing.DeletedAt!.Value - thing.CreatedAt).TotalHours, thing.InstanceHours(test.Clock.GetUtcNow()));
    }

    [Fact]
    public void A_second_cluster_of_one_name_is_not_refused_and_the_younger_goes_when_both_are_found()
    {
        var test = With();
        test.Do(() => test.Ports.Roles.Ensure(Wanted.Roles, None));
        var first = test.Do(() => test.Ports.Clusters.Create(Wanted.Cluster, None));
        var second = test.Do(() => test.Ports.Clusters.Create(Wanted.Cluster, None));
        Assert.NotEqual(first.Id, second.Id);
        test.Pass(TimeSpan.FromMinutes(2));

        Assert.Equal(first.Id, test.Do(() => test.Ports.Clusters.Find(Wanted.Cluster, None))!.Id);
        Assert.Equal(ClusterStatus.Terminating, test.Do(() => test.Ports.Clusters.Describe(Wanted.Cluster, second.Id, None)).Status);
        Assert.Contains(test.World.Findings(), finding => finding is { Kind: FindingKind.Duplicate, Subject: Wanted.Name });
    }

    [Fact]
    public void Strangers_clusters_are_there_never_found_and_a_hand_on_them_is_noted()
    {
        var test = With();
        test.Do(() => test.Ports.Roles.Ensure(Wanted.Roles, None));
        var strangers = test.World.Inventory.Where(thing => thing is { Kind: ThingKind.Cluster, IsForeign: true }).ToArray();
        Assert.Contains(strangers, thing => thing is { Name: Wanted.Name, Journal: null });
        Assert.Contains(strangers, thing => thing is { Name: Wanted.Name, Run: Wanted.Run } && thing.Journal is not (null or Wanted.Journal));
        Assert.Contains(strangers, thing => thing is { Name: Wanted.Name, Journal: Wanted.Journal } && thing.Run != Wanted.Run);

        Assert.Null(test.Do(() => test.Ports.Clusters.Find(Wanted.Cluster, None)));
        Assert.Equal(ClusterStatus.Ready, test.Do(() => test.Ports.Clusters.Describe(Wanted.Cluster, strangers[0].Id, None)).Status);
        Assert.Empty(test.World.Log.Where(deed => deed.Deed == Deed.ForeignTouched));
        test.Do(() => test.Ports.Clusters.Terminate(Wanted.Cluster, strangers[0].Id, None));

        Assert.Equal(strangers[0].Id, Assert.Single(test.World.Log, deed => deed.Deed == Deed.ForeignTouched).Id);
        Assert.Null(test.World.Inventory.First(thing => thing.Id == strangers[0].Id).EndingAt);
    }

    [Fact]
    public void Without_its_roles_no_cluster_starts()
    {
        var test = With();
        var failure = Assert.Throws<PortFailureException>(() => test.Do(() => test.Ports.Clusters.Create(Wanted.Cluster, None)));
        Assert.Equal(FailureKind.Permanent, failure.Kind);
    }

    [Fact]
    public void A_cluster_may_be_in_no_list_for_longer_than_a_minute()
    {
        var test = With(On<IClusters>(nameof(IClusters.Create), Fault.Unlisted));
        test.Do(() => test.Ports.Roles.Ensure(Wanted.Roles, None));
        test.Do(() => test.Ports.Clusters.Create(Wanted.Cluster, None));
        test.Pass(TimeSpan.FromSeconds(58));
        Assert.Null(test.Do(() => test.Ports.Clusters.Find(Wanted.Cluster, None)));
        test.Pass(TimeSpan.FromSeconds(60));
        Assert.NotNull(test.Do(() => test.Ports.Clusters.Find(Wanted.Cluster, None)));
    }

    [Fact]
    public void A_cluster_may_be_made_without_a_word_and_be_in_no_list()
    {
        var test = With(On<IClusters>(nameof(IClusters.Create), Fault.UnansweredAndUnlisted));
        test.Do(() => test.Ports.Roles.Ensure(Wanted.Roles, None));
        var failure = Assert.Throws<PortFailureException>(() => test.Do(() => test.Ports.Clusters.Create(Wanted.Cluster, None)));
        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.Null(test.Do(() => test.Ports.Clusters.Find(Wanted.Cluster, None)));
        test.Pass(TimeSpan.FromMinutes(2));
        Assert.NotNull(test.Do(() => test.Ports.Clusters.Find(Wanted.Cluster, None)));
    }

    [Fact]
    public void A_cluster_terminated_from_outside_takes_its_sessions_along_and_costs_until_it_is_gone()
    {
        var test = With(On<IClusters>(nameof(IClusters.Create), Fault.ClusterTerminated));
        var cluster = test.ReadyCluster();
        var end = test.Until(() => test.Ports.Clusters.Describe(Wanted.Cluster, cluster.Id, None), now => now.Status == ClusterStatus.Gone);

        Assert.Contains("somebody else", end.Why, StringComparison.Ordinal);
        var thing = test.World.Inventory.First(thing => thing.Id == cluster.Id);
        Assert.Equal(EndCause.Outside, thing.EndedBy);
        Assert.All(test.World.Inventory.Where(session => session.Of == cluster.Id), session => Assert.NotNull(session.DeletedAt));
    }
}
