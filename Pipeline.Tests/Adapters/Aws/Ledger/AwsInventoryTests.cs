using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Actors;
using Pipeline.Actors.Ledger;
using Pipeline.Actors.Runs;
using Pipeline.Host.Adapters.Aws;
using Pipeline.Host.Adapters.Aws.Emr;
using Pipeline.Host.Adapters.Aws.Iam;
using Pipeline.Host.Adapters.Aws.Ledger;
using Pipeline.Host.Adapters.Aws.Redshift;
using Pipeline.Host.Adapters.Livy;
using Pipeline.Tests.Adapters.Aws.Support;
using Xunit;
using static Pipeline.Tests.Adapters.Aws.AwsExamples;

namespace Pipeline.Tests.Adapters.Aws.Ledger;

/// <summary>What is in the account, whoever asked for it.</summary>
[Collection(MotoCollection.Name)]
public sealed class AwsInventoryTests(MotoServer moto) : IAsyncLifetime
{
    private const string Run = AwsExamples.Run;
    private const string Other = "r999999999999";

    private readonly CallBudget _budget = new(10_000, 10_000, TimeProvider.System);
    private readonly LivyTransport _transport = new(_ => null, TimeProvider.System, new NoLivy());
    private AwsClients _clients = null!;
    private EmrClusters _clusters = null!;
    private AwsRoles _roles = null!;
    private RedshiftWarehouses _warehouses = null!;
    private AwsInventory _inventory = null!;

    public async Task InitializeAsync()
    {
        if (MotoServer.Missing is null)
        {
            await moto.Reset();
            _clients = moto.Clients();
            _clusters = new EmrClusters(_clients.Emr, Settings, Logs, _budget, NullLogger<EmrClusters>.Instance);
            _roles = new AwsRoles(_clients.Iam, _ => Task.FromResult(Account), Settings with { RoleDelay = TimeSpan.Zero }, Logs, TimeProvider.System);
            _warehouses = new RedshiftWarehouses(_clients.Redshift, Settings.Warehouse, _budget);
            _inventory = new AwsInventory(
                new EmrInventory(_clients.Emr, Settings.Livy, new LivyHttp(_transport), _budget), new RedshiftInventory(_clients.Redshift, null, _budget), new IamInventory(_clients.Iam, _roles));
        }
    }

    public Task DisposeAsync()
    {
        _transport.Dispose();
        _clients?.Dispose();
        return Task.CompletedTask;
    }

    [MotoFact]
    public async Task Everything_of_every_journal_is_listed_and_nothing_of_anybody_else()
    {
        await Make(Run, JournalId);
        await Make(Other, "j-other");
        await Stranger();

        var found = await _inventory.List(default);

        Assert.Equal(
            from run in (string[])[Run, Other]
            from kind in (string[])[Resource.Cluster, Resource.Roles, Resource.Warehouse]
            orderby kind, run
            select (kind, $"arrivals-{run}", run == Run ? JournalId : "j-other", (string?)run),
            found.Things.Select(thing => (thing.Kind, thing.Name, thing.Journal!, thing.Run)).Order());
        Assert.Equal($"arrivals-{Run}-ec2, arrivals-{Run}-redshift, arrivals-{Run}-service, instance profile arrivals-{Run}-ec2", found.Things.Single(thing => thing.Kind == Resource.Roles && thing.Run == Run).State);
        Assert.Equal([Resource.Session], found.Unseen.Select(unseen => unseen.Kind).Distinct());
    }

    [MotoFact]
    public async Task One_thing_is_removed_and_no_other()
    {
        await Make(Run, JournalId);
        await Make(Other, JournalId);
        await Stranger();
        foreach (var thing in (await _inventory.List(default)).Things.Where(thing => thing.Run == Run))
        {
            await _inventory.Remove(thing, default);
            await _inventory.Remove(thing, default);
        }

        Assert.Equal([Other, Other, Other], (await _inventory.List(default)).Things.Select(thing => thing.Run));
        Assert.Contains((await _clients.Iam.ListRolesAsync(new())).Roles, role => role.RoleName == "stranger-r000000000000-ec2");
    }

    [MotoFact]
    public async Task What_is_somebody_elses_by_now_is_refused()
    {
        await Make(Run, JournalId);
        foreach (var thing in (await _inventory.List(default)).Things.Where(thing => thing.Kind != Resource.Roles))
        {
            var refused = await Assert.ThrowsAsync<PortFailureException>(() => _inventory.Remove(thing with { Journal = "j-other" }, default));
            Assert.Contains("list again", refused.Message, StringComparison.Ordinal);
        }

        await _inventory.Remove((await _inventory.List(default)).Things.Single(thing => thing.Kind == Resource.Roles) with { Journal = "j-other" }, default);
        Assert.Equal(3, (await _inventory.List(default)).Things.Length);
    }

    /// <summary>moto shows fifty clusters a page, and a hundred roles.</summary>
    [MotoFact]
    public async Task Every_page_is_read()
    {
        for (var i = 0; i < 55; i++)
        {
            await _clients.Emr.Emr.RunJobFlowAsync(EmrRequests.Run(ForCluster with { Name = $"arrivals-r{i:000000000000}", RunId = $"r{i:000000000000}" }, Settings.Cluster, Logs));
        }

        Assert.Equal(55, (await _inventory.List(default)).Things.Count(thing => thing.Kind == Resource.Cluster));
    }

    [MotoFact]
    public async Task A_service_that_does_not_answer_hides_its_own_things_only()
    {
        await Make(Run, JournalId);
        using var faulty = moto.Clients(new AwsFaults().Refuse("DescribeClusters", 1, "AccessDenied", "not allowed"));
        var inventory = new AwsInventory(
            new EmrInventory(faulty.Emr, Settings.Livy, new LivyHttp(_transport), _budget), new RedshiftInventory(faulty.Redshift, null, _budget), new IamInventory(faulty.Iam, _roles));

        var found = await inventory.List(default);

        Assert.False(found.Covers(Resource.Warehouse));
        Assert.True(found.Covers(Resource.Roles) && found.Covers(Resource.Cluster));
        Assert.Equal([Resource.Cluster, Resource.Roles], found.Things.Select(thing => thing.Kind));
    }

    private async Task Make(string run, string journal)
    {
        var name = $"arrivals-{run}";
        var roles = await _roles.Ensure(ForRoles with { Prefix = name, RunId = run, Journal = journal }, default);
        await _clusters.Create(ForCluster with { Name = name, RunId = run, Journal = journal }, default);
        await _warehouses.Create(ForWarehouse() with { Name = name, RunId = run, Journal = journal, Role = roles.Redshift }, default);
    }

    /// <summary>Named like a run's, without a tag.</summary>
    private async Task Stranger()
    {
        const string Name = "stranger-r000000000000";
        var request = EmrRequests.Run(ForCluster with { Name = Name }, Settings.Cluster, Logs);
        request.Tags = null;
        await _clients.Emr.Emr.RunJobFlowAsync(request);
        await _clients.Iam.CreateRoleAsync(new() { RoleName = $"{Name}-ec2", AssumeRolePolicyDocument = "{}" });
        await _clients.Redshift.CreateClusterAsync(new() { ClusterIdentifier = Name, NodeType = "ra3.large", MasterUsername = "admin", ManageMasterPassword = true, ClusterType = "single-node" });
    }

    private sealed class NoLivy : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Content = new StringContent("") });
    }
}
