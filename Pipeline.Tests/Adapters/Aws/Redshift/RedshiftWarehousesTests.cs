using Amazon.Redshift.Model;
using Microsoft.Extensions.Time.Testing;
using Pipeline.Actors;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Warehouses;
using Pipeline.Host.Adapters.Aws;
using Pipeline.Host.Adapters.Aws.Redshift;
using Pipeline.Tests.Adapters.Aws.Support;
using Xunit;
using static Pipeline.Tests.Adapters.Aws.AwsExamples;
using Described = Amazon.Redshift.Model.Cluster;

namespace Pipeline.Tests.Adapters.Aws.Redshift;

[Collection(MotoCollection.Name)]
public sealed class RedshiftWarehousesTests(MotoServer moto) : IAsyncLifetime
{
    private readonly AwsFaults _faults = new();
    private AwsClients _clients = null!;
    private RedshiftWarehouses _warehouses = null!;

    public async Task InitializeAsync()
    {
        if (MotoServer.Missing is null)
        {
            await moto.Reset();
            _clients = moto.Clients(_faults);
            _warehouses = new RedshiftWarehouses(_clients.Redshift, Settings.Warehouse, new CallBudget(1000, 1000, TimeProvider.System));
            await Network();
        }
    }

    public Task DisposeAsync()
    {
        _clients?.Dispose();
        return Task.CompletedTask;
    }

    [MotoFact]
    public async Task A_cluster_is_made_ready_and_gone()
    {
        var made = await _warehouses.Create(ForWarehouse(), default);
        var ready = await _warehouses.Find(ForWarehouse(), default);
        await _warehouses.Delete(ForWarehouse(), default);

        Assert.Equal(WarehouseStatus.Starting, made.Status);
        Assert.Equal(WarehouseStatus.Ready, ready!.Status);
        Assert.Equal(("arrivals_" + Run, 5439, ForWarehouse().Role), (ready.Endpoint!.Database, ready.Endpoint.Port, ready.Endpoint.Role));
        Assert.Null(await _warehouses.Find(ForWarehouse(), default));
        await _warehouses.Delete(ForWarehouse(), default);
    }

    [MotoFact]
    public async Task A_name_in_use_answers_the_runs_own_cluster()
    {
        await _warehouses.Create(ForWarehouse(), default);

        Assert.Equal(Name, (await _warehouses.Create(ForWarehouse(), default)).Name);
    }

    [MotoFact]
    public async Task A_lost_answer_is_no_second_cluster()
    {
        _faults.LoseAnswer("CreateCluster", 1);

        // The SDK asks again and is told that the name is in use.
        Assert.Equal(Name, (await _warehouses.Create(ForWarehouse(), default)).Name);
        Assert.Single((await _clients.Redshift.DescribeClustersAsync(new DescribeClustersRequest())).Clusters);
    }

    [MotoTheory]
    [InlineData("j-other")]
    [InlineData(null)]
    public async Task A_strangers_cluster_of_the_same_name_is_left_alone(string? journal)
    {
        var request = RedshiftRequests.Create(ForWarehouse(), Settings.Warehouse);
        request.Tags = journal is null ? null : [new Tag { Key = AwsTags.JournalKey, Value = journal }, new Tag { Key = AwsTags.RunKey, Value = Run }];
        await _clients.Redshift.CreateClusterAsync(request);

        Assert.Null(await _warehouses.Find(ForWarehouse(), default));
        await _warehouses.Delete(ForWarehouse(), default);
        var refused = await Assert.ThrowsAsync<PortFailureException>(() => _warehouses.Create(ForWarehouse(), default));

        Assert.Equal(FailureKind.Permanent, refused.Kind);
        Assert.Equal(0, _faults.Count("DeleteCluster"));
    }

    [MotoFact]
    public async Task A_cluster_in_transition_is_deleted_by_a_later_attempt()
    {
        await _warehouses.Create(ForWarehouse(), default);
        _faults.Refuse("DeleteCluster", 1, "InvalidClusterState", "There is an operation running on the Cluster");

        var failed = await Assert.ThrowsAsync<PortFailureException>(() => _warehouses.Delete(ForWarehouse(), default));
        await _warehouses.Delete(ForWarehouse(), default);

        Assert.Equal(FailureKind.Transient, failed.Kind);
        Assert.Null(await _warehouses.Find(ForWarehouse(), default));
    }

    [MotoFact]
    public async Task Throttling_and_errors_are_outlasted()
    {
        _faults.Throttle("CreateCluster", 1).Break("DescribeClusters", 1);
        await _warehouses.Create(ForWarehouse(nodes: 2, onFinish: OnFinish.Snapshot), default);

        Assert.NotNull(await _warehouses.Find(ForWarehouse(), default));
    }

    [MotoFact]
    public async Task A_login_is_the_answers_user_and_is_renewed_before_it_ends()
    {
        await _warehouses.Create(ForWarehouse(), default);
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var logins = new RedshiftLogins(_clients.Redshift, time);

        var first = await logins.Get(Name, "pipeline", "arrivals", default);
        var again = await logins.Get(Name, "pipeline", "arrivals", default);
        time.Advance(TimeSpan.FromMinutes(59));
        var renewed = await logins.Get(Name, "pipeline", "arrivals", default);

        Assert.Equal("IAM:pipeline", first.User);
        Assert.Same(first, again);
        Assert.NotEqual(first.Password, renewed.Password);
        Assert.Equal(2, _faults.Count("GetClusterCredentials"));
    }

    [Theory]
    [InlineData("creating", WarehouseStatus.Starting)]
    [InlineData("modifying", WarehouseStatus.Starting)]
    [InlineData("a new word", WarehouseStatus.Starting)]
    [InlineData("available", WarehouseStatus.Ready)]
    [InlineData("deleting", WarehouseStatus.Deleting)]
    [InlineData("final-snapshot", WarehouseStatus.Deleting)]
    [InlineData("incompatible-network", WarehouseStatus.Failed)]
    [InlineData("hardware-failure", WarehouseStatus.Failed)]
    [InlineData("storage-full", WarehouseStatus.Failed)]
    [InlineData("paused", WarehouseStatus.Failed)]
    public void Redshifts_words_are_read(string words, WarehouseStatus status) => Assert.Equal(status, RedshiftStates.Read(Described(words), null, null).Status);

    [Fact]
    public void A_role_that_is_not_attached_yet_is_waited_for()
    {
        var cluster = Described("available");
        Assert.Equal(WarehouseStatus.Starting, RedshiftStates.Read(cluster, "arn:r", null).Status);
        cluster.IamRoles = [new ClusterIamRole { IamRoleArn = "arn:r", ApplyStatus = "adding" }];
        Assert.Equal(WarehouseStatus.Starting, RedshiftStates.Read(cluster, "arn:r", null).Status);
        cluster.IamRoles[0].ApplyStatus = "in-sync";
        Assert.Equal(WarehouseStatus.Ready, RedshiftStates.Read(cluster, "arn:r", null).Status);
    }

    [Fact]
    public void A_tunnels_end_takes_the_place_of_the_address() =>
        Assert.Equal(("localhost", 15439), RedshiftStates.Read(Described("available"), null, new HostAndPort("localhost", 15439)) is { Endpoint: { } end } ? (end.Host, end.Port) : default);

    private static Described Described(string status) => new()
    {
        ClusterIdentifier = Name, ClusterStatus = status, DBName = "arrivals", Endpoint = new Amazon.Redshift.Model.Endpoint { Address = "host", Port = 5439 },
    };

    /// <summary>moto wants a subnet group to be there; neither EC2 nor such groups are this product's business, so they are made by hand.</summary>
    private async Task Network()
    {
        using var http = new HttpClient();
        async Task<string> Call(string service, string form)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, moto.Address) { Content = new StringContent(form, null, "application/x-www-form-urlencoded") };
            request.Headers.Host = $"{service}.{Region}.amazonaws.com";
            request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential=a/20261122/{Region}/{service}/aws4_request, SignedHeaders=host, Signature=0");
            return await (await http.SendAsync(request)).Content.ReadAsStringAsync();
        }

        var subnets = await Call("ec2", "Action=DescribeSubnets&Version=2016-11-15");
        var subnet = System.Xml.Linq.XDocument.Parse(subnets).Descendants().First(element => element.Name.LocalName == "subnetId").Value;
        await Call("redshift", $"Action=CreateClusterSubnetGroup&Version=2012-12-01&ClusterSubnetGroupName=warehouse-subnets&Description=x&SubnetIds.SubnetIdentifier.1={subnet}");
    }
}
