using Pipeline.Actors;
using Pipeline.Actors.Clusters;
using Pipeline.Actors.Definitions;
using Pipeline.Host.Adapters.Aws.Emr;
using Xunit;

namespace Pipeline.Tests.Adapters.Aws.Emr;

public sealed class SessionSizingTests
{
    private const int Overhead = 384;
    private const int DriverContainer = 1024 + Overhead;

    [Theory]
    [InlineData("m6g.xlarge", 12288, 4)]
    [InlineData("m5.2xlarge", 24576, 8)]
    [InlineData("r6gd.large", 12288, 2)]
    [InlineData("c7g.12xlarge", 73728, 48)]
    public void A_nodes_size_follows_from_its_type(string type, int memory, int cores) => Assert.Equal(new NodeCapacity(memory, cores), NodeCapacity.Of(type));

    [Theory]
    [InlineData("x2gd.xlarge")]
    [InlineData("m5.metal")]
    [InlineData("t3.medium")]
    [InlineData("")]
    public void Other_types_are_not_guessed_at(string type) => Assert.Null(NodeCapacity.Of(type));

    public static TheoryData<string, int, int> Fitting => new()
    {
        { "m6g.xlarge", 2, 4 }, { "m6g.xlarge", 2, 1 }, { "m6g.xlarge", 3, 4 }, { "r5.2xlarge", 1, 4 }, { "c6g.2xlarge", 2, 4 }, { "m5.4xlarge", 5, 17 },
    };

    [Theory]
    [MemberData(nameof(Fitting))]
    public void All_sessions_start_at_once(string type, int nodes, int sessions)
    {
        var node = NodeCapacity.Of(type)!;
        var sizing = SessionSizing.For(node, nodes, 2 * nodes, sessions)!;

        var perNode = (int)Math.Ceiling((double)sessions / nodes);
        var executor = sizing.ExecutorMemoryMiB!.Value + Math.Max(Overhead, (int)Math.Ceiling(sizing.ExecutorMemoryMiB.Value * 0.1));
        Assert.True(perNode * (DriverContainer + executor) <= node.MemoryMiB, "memory of a node");
        Assert.True(perNode * (1 + sizing.ExecutorCores!.Value) <= node.VCores, "cores of a node");
        Assert.True(sessions * DriverContainer <= sizing.AmShare * nodes * node.MemoryMiB, "memory for drivers");
        Assert.True(sessions <= sizing.AmShare * nodes * node.VCores, "cores for drivers");
        Assert.True(sizing.MaxExecutors >= 1);
    }

    [Theory]
    [InlineData("m6g.large", 2, 4)]
    [InlineData("m6g.xlarge", 1, 4)]
    [InlineData("c6g.2xlarge", 1, 8)]
    public void A_cluster_too_small_for_them_is_refused_before_it_is_made(string type, int nodes, int sessions)
    {
        var request = new ClusterRequest("n", "r", "j", new ClusterDefinition { CoreType = type, CoreCount = nodes }, sessions);

        var refused = Assert.Throws<PortFailureException>(() => EmrRequests.Sizing(request));

        Assert.Equal(FailureKind.Permanent, refused.Kind);
        Assert.Contains($"{nodes} x {type}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_types_are_left_to_EMR() => Assert.Equal(new SessionSizing(0.5, null, null, 4), SessionSizing.For(null, 2, 4, 4));

    [Theory]
    [InlineData(60, 1800)]
    [InlineData(10, 300)]
    public void A_session_ends_well_before_the_clusters_own_switch(int idleMinutes, int seconds)
    {
        var livy = EmrConfigurations.For(new ClusterDefinition { IdleTimeout = TimeSpan.FromMinutes(idleMinutes) }, new SessionSizing(0.5, null, null, 4))
            .Single(one => one.Classification == "livy-conf").Properties;

        Assert.Equal($"{seconds}s", livy["livy.server.session.timeout"]);
        Assert.Equal("true", livy["livy.server.session.timeout-check.skip-busy"]);
    }
}
