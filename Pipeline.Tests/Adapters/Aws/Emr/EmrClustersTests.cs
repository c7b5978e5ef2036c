using Amazon.ElasticMapReduce.Model;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Actors;
using Pipeline.Host.Adapters.Aws;
using Pipeline.Host.Adapters.Aws.Emr;
using Pipeline.Tests.Adapters.Aws.Support;
using Xunit;
using static Pipeline.Tests.Adapters.Aws.AwsExamples;
using ClusterStatus = Pipeline.Actors.Clusters.ClusterStatus;

namespace Pipeline.Tests.Adapters.Aws.Emr;

[Collection(MotoCollection.Name)]
public sealed class EmrClustersTests(MotoServer moto) : IAsyncLifetime
{
    private readonly AwsFaults _faults = new() { Start = ["STARTING", "BOOTSTRAPPING"] };
    private AwsClients _clients = null!;
    private EmrClusters _clusters = null!;

    public async Task InitializeAsync()
    {
        if (MotoServer.Missing is null)
        {
            await moto.Reset();
            _clients = moto.Clients(_faults);
            _clusters = new EmrClusters(_clients.Emr, Settings, Logs, new CallBudget(1000, 1000, TimeProvider.System), NullLogger<EmrClusters>.Instance);
        }
    }

    public Task DisposeAsync()
    {
        _clients?.Dispose();
        return Task.CompletedTask;
    }

    [MotoFact]
    public async Task A_cluster_starts_bootstraps_is_ready_and_goes()
    {
        var made = await _clusters.Create(ForCluster, default);
        var states = new List<ClusterStatus>();
        for (var i = 0; i < 3; i++)
        {
            states.Add((await _clusters.Describe(ForCluster, made.Id, default)).Status);
        }

        var ready = await _clusters.Find(ForCluster, default);
        await _clusters.Terminate(ForCluster, made.Id, default);

        Assert.Equal([ClusterStatus.Starting, ClusterStatus.Starting, ClusterStatus.Ready], states);
        Assert.Equal(made.Id, ready?.Id);
        Assert.Matches("^http://[^/]+:8998$", ready?.Livy);
        Assert.Equal(ClusterStatus.Gone, (await _clusters.Describe(ForCluster, made.Id, default)).Status);
        Assert.Null(await _clusters.Find(ForCluster, default));
    }

    [MotoTheory]
    [InlineData("j-other", Run)]
    [InlineData(JournalId, "r999999999999")]
    [InlineData(null, null)]
    public async Task A_strangers_cluster_of_the_same_name_is_neither_found_nor_ended(string? journal, string? run)
    {
        var request = EmrRequests.Run(ForCluster, Settings.Cluster, Logs);
        request.Tags = journal is null ? null : [new Tag { Key = AwsTags.JournalKey, Value = journal }, new Tag { Key = AwsTags.RunKey, Value = run }];
        var strange = (await _clients.Emr.Emr.RunJobFlowAsync(request)).JobFlowId;

        Assert.Null(await _clusters.Find(ForCluster, default));
        await _clusters.Terminate(ForCluster, strange, default);

        Assert.Equal(0, _faults.Count("TerminateJobFlows"));
    }

    [MotoFact]
    public async Task Of_two_the_younger_is_terminated()
    {
        var older = await _clusters.Create(ForCluster, default);
        var younger = await _clusters.Create(ForCluster, default);

        var found = await _clusters.Find(ForCluster, default);

        Assert.Equal(older.Id, found?.Id);
        Assert.Equal(ClusterStatus.Gone, (await _clusters.Describe(ForCluster, younger.Id, default)).Status);
    }

    [MotoFact]
    public async Task A_lost_answer_is_no_second_cluster()
    {
        _faults.LoseAnswer("RunJobFlow", 1);

        var lost = await Assert.ThrowsAsync<PortFailureException>(() => _clusters.Create(ForCluster, default));

        Assert.Equal(FailureKind.Transient, lost.Kind);
        Assert.Equal(1, _faults.Count("RunJobFlow"));
        Assert.NotNull(await _clusters.Find(ForCluster, default));
    }

    [MotoTheory]
    [InlineData("ThrottlingException")]
    [InlineData("InternalFailure")]
    public async Task Starting_a_cluster_is_never_retried_by_the_SDK(string code)
    {
        _faults.Refuse("RunJobFlow", 1, code, "Try again");

        var failed = await Assert.ThrowsAsync<PortFailureException>(() => _clusters.Create(ForCluster, default));

        Assert.Equal(FailureKind.Transient, failed.Kind);
        Assert.Equal(1, _faults.Count("RunJobFlow"));
        Assert.Null(await _clusters.Find(ForCluster, default));
    }

    [MotoFact]
    public async Task What_a_list_shows_late_is_found_by_a_later_look()
    {
        var made = await _clusters.Create(ForCluster, default);
        _faults.ListLate(1);

        Assert.Null(await _clusters.Find(ForCluster, default));
        Assert.Equal(made.Id, (await _clusters.Find(ForCluster, default))?.Id);
    }

    [MotoFact]
    public async Task Looks_survive_throttling_and_errors()
    {
        var made = await _clusters.Create(ForCluster, default);
        _faults.Throttle("ListClusters", 1).Break("DescribeCluster", 1);

        Assert.Equal(made.Id, (await _clusters.Find(ForCluster, default))?.Id);
    }

    [MotoFact]
    public async Task Every_page_of_a_long_list_is_read()
    {
        var own = await _clusters.Create(ForCluster, default);
        for (var i = 0; i < 51; i++)
        {
            await _clients.Emr.Emr.RunJobFlowAsync(new RunJobFlowRequest
            {
                Name = $"other-{i}", ReleaseLabel = "emr-7.9.0", Instances = new JobFlowInstancesConfig { KeepJobFlowAliveWhenNoSteps = true, InstanceGroups = [] },
            });
        }

        Assert.Equal(own.Id, (await _clusters.Find(ForCluster, default))?.Id);
        Assert.Equal(2, _faults.Count("ListClusters"));
    }

    [MotoFact]
    public async Task A_cluster_that_was_never_there_is_gone_and_needs_no_end()
    {
        Assert.Equal(ClusterStatus.Gone, (await _clusters.Describe(ForCluster, "j-NEVER", default)).Status);
        await _clusters.Terminate(ForCluster, "j-NEVER", default);

        Assert.Equal(0, _faults.Count("TerminateJobFlows"));
    }
}
