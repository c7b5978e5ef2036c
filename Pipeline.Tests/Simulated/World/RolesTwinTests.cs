using Pipeline.Actors;
using Pipeline.Actors.Clusters;
using Pipeline.Actors.Roles;
using Pipeline.Host.Simulated.World;
using Pipeline.Host.Simulated.World.Faults;
using Xunit;
using static Pipeline.Tests.Simulated.World.TestWorld;

namespace Pipeline.Tests.Simulated.World;

/// <summary>IAM's twin, and what befalls calls to anything.</summary>
public sealed class RolesTwinTests
{
    private static readonly string[] Made = [$"{Wanted.Name}-service", $"{Wanted.Name}-ec2", $"{Wanted.Name}-redshift", $"{Wanted.Name}-ec2"];

    [Fact]
    public void Roles_are_made_once_and_removed_once()
    {
        var test = With();
        test.Do(() => test.Ports.Roles.Ensure(Wanted.Roles, None));
        test.Do(() => test.Ports.Roles.Ensure(Wanted.Roles, None));
        Assert.Equal(Made, Own(test).Select(thing => thing.Name));
        test.Do(() => test.Ports.Roles.Remove(Wanted.Roles, None));
        test.Do(() => test.Ports.Roles.Remove(Wanted.Roles, None));
        Assert.All(Own(test), thing => Assert.NotNull(thing.DeletedAt));
        Assert.Empty(test.World.Findings());
    }

    [Fact]
    public void A_role_in_use_is_not_deleted()
    {
        var test = With();
        var cluster = test.ReadyCluster();
        Assert.Equal(FailureKind.Transient, Assert.Throws<PortFailureException>(() => test.Do(() => test.Ports.Roles.Remove(Wanted.Roles, None))).Kind);
        test.Do(() => test.Ports.Clusters.Terminate(Wanted.Cluster, cluster.Id, None));
        Assert.Throws<PortFailureException>(() => test.Do(() => test.Ports.Roles.Remove(Wanted.Roles, None)));
        test.Until(() => test.Ports.Clusters.Describe(Wanted.Cluster, cluster.Id, None), now => now.Status == ClusterStatus.Gone);
        test.Do(() => test.Ports.Roles.Remove(Wanted.Roles, None));
    }

    [Fact]
    public void Another_journal_s_roles_are_left_alone()
    {
        var test = With();
        test.Do(() => test.Ports.Roles.Ensure(Wanted.Roles, None));
        var other = Wanted.Roles with { Journal = "journal-2" };
        Assert.Equal(FailureKind.Permanent, Assert.Throws<PortFailureException>(() => test.Do(() => test.Ports.Roles.Ensure(other, None))).Kind);
        test.Do(() => test.Ports.Roles.Remove(other, None));
        Assert.All(Own(test), thing => Assert.Null(thing.DeletedAt));
    }

    [Fact]
    public void A_lost_answer_may_have_come_from_any_of_the_calls_that_making_roles_takes()
    {
        var made = Enumerable.Range(1, 40).Select(seed =>
        {
            var test = Seeded(seed, FaultPlan.Script(On<IRoles>(nameof(IRoles.Ensure), Fault.TimeoutWithEffect)));
            Assert.Throws<PortFailureException>(() => test.Do(() => test.Ports.Roles.Ensure(Wanted.Roles, None)));
            var count = Own(test).Length;
            test.Do(() => test.Ports.Roles.Ensure(Wanted.Roles, None));
            Assert.Equal(Made, Own(test).Select(thing => thing.Name));
            return count;
        });
        Assert.Equal([1, 2, 3, 4], made.Distinct().Order());
    }

    [Theory]
    [InlineData(Fault.Throttled)]
    [InlineData(Fault.ServerError)]
    [InlineData(Fault.TimeoutWithoutEffect)]
    public void A_refused_or_lost_call_has_no_effect_and_the_next_one_has(Fault fault)
    {
        var test = With(On<IRoles>(nameof(IRoles.Ensure), fault));
        Assert.Equal(FailureKind.Transient, Assert.Throws<PortFailureException>(() => test.Do(() => test.Ports.Roles.Ensure(Wanted.Roles, None))).Kind);
        Assert.Empty(Own(test));
        Assert.Equal($"{fault}", Assert.Single(test.World.Log, deed => deed.Deed == Deed.Fault).Detail);
        test.Do(() => test.Ports.Roles.Ensure(Wanted.Roles, None));
    }

    [Fact]
    public void A_removal_may_fail_twice()
    {
        var test = With(On<IRoles>(nameof(IRoles.Remove), Fault.FailsTwice));
        test.Do(() => test.Ports.Roles.Ensure(Wanted.Roles, None));
        Assert.Throws<PortFailureException>(() => test.Do(() => test.Ports.Roles.Remove(Wanted.Roles, None)));
        Assert.Throws<PortFailureException>(() => test.Do(() => test.Ports.Roles.Remove(Wanted.Roles, None)));
        test.Do(() => test.Ports.Roles.Remove(Wanted.Roles, None));
    }

    [Fact]
    public void Calls_take_their_time()
    {
        var test = With();
        var before = test.Clock.GetUtcNow();
        test.Do(() => test.Ports.Clusters.Find(Wanted.Cluster, None));
        Assert.InRange(test.Clock.GetUtcNow() - before, TimeSpan.FromMilliseconds(30), TimeSpan.FromMilliseconds(400));
    }

    private static Thing[] Own(TestWorld test) => [.. test.World.Inventory.Where(thing => !thing.IsForeign)];
}
