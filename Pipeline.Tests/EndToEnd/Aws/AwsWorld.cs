using System.Collections.Immutable;
using System.Globalization;
using Amazon.ElasticMapReduce.Model;
using Amazon.IdentityManagement.Model;
using Amazon.Redshift.Model;
using Amazon.S3;
using Amazon.S3.Model;
using Npgsql;
using Pipeline.Host.Adapters.Aws;
using Pipeline.Tests.Adapters.Aws;
using Pipeline.Tests.Adapters.Aws.Support;
using Pipeline.Tests.Local.Gateway;
using Pipeline.Tests.Support;
using Xunit;

namespace Pipeline.Tests.EndToEnd.Aws;

/// <summary>The program with <c>environment = aws</c>, and an AWS for it: moto behind a front for the control plane and S3, the gateway with the real engine for Livy, a PostgreSQL for the warehouse.</summary>
internal sealed class AwsWorld : IAsyncDisposable
{
    public const string LivyUser = "proxy";

    private readonly AwsClients _clients;
    private readonly TempFolder _buckets = new();
    private readonly TestGateway _gateway;
    private AwsFront _aws = null!;
    private LivyFront _livy = null!;
    private RedshiftFront _redshift = null!;

    private AwsWorld(AwsClients clients, TestGateway gateway, PostgresServer postgres) => (_clients, _gateway, Postgres) = (clients, gateway, postgres);

    public AwsEffects Effects { get; } = new();

    public CommandLines CommandLines { get; } = new();

    public PipelineProgram Program { get; private set; } = null!;

    public PostgresServer Postgres { get; }

    public IReadOnlyCollection<int> Heartbeats => _livy.Heartbeats;

    public IReadOnlyCollection<string> Statements => _redshift.Statements;

    public ImmutableArray<string> Before { get; private set; }

    public static async Task<AwsWorld> Start(MotoServer moto, PostgresServer postgres, AwsFaults? faults = null, params KillPoint[] killPoints)
    {
        await moto.Reset();
        var world = new AwsWorld(moto.Clients(), await TestGateway.Start(options => options with { Sessions = 4 }), postgres);
        await world.Furnish(moto);
        await world.Open(moto, faults ?? new AwsFaults(), new KillPoints(() => world.Program.KillService(), killPoints));
        return world;
    }

    public KillPoints Kills { get; private set; } = KillPoints.None;

    /// <summary>Writes an object.</summary>
    public Task Put(string bucket, string key, string file) =>
        _clients.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, FilePath = file });

    public async Task<IReadOnlyList<string>> Objects(string bucket) =>
        [.. ((await _clients.S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket })).S3Objects ?? []).Select(found => found.Key)];

    /// <summary>Everything that was there before is there, and nothing else; nothing was ever made twice.</summary>
    public async Task AssertClean(int runs = 1)
    {
        Assert.Equal(Before.AsEnumerable(), await LiveResources.Of(_clients));
        var made = (Effects.Count("RunJobFlow"), Effects.Count("CreateCluster"), Effects.Count("CreateRole"), Effects.Count("CreateInstanceProfile"));
        Assert.True((runs, runs, 3 * runs, runs) == made, $"Clusters, warehouses, roles and profiles made: {made}\n{await Events()}");
        Assert.Empty(Program.LeftRunning());
    }

    /// <summary>The newest run's events, for messages.</summary>
    public async Task<string> Events() =>
        (await Program.Run("runs", "--json")).Json.AsArray() is [{ } run, ..] ? (await Program.Run("events", (string)run["runId"]!)).Out : "no run";

    public async Task<long> Number(string run, string sql)
    {
        await using var connection = new NpgsqlConnection(Postgres.ConnectionString($"arrivals_{run}"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        Program.Dispose();
        await _redshift.DisposeAsync();
        await _livy.DisposeAsync();
        await _aws.DisposeAsync();
        await _gateway.DisposeAsync();
        _clients.Dispose();
        _buckets.Dispose();
    }

    /// <summary>What others have in the account: it has to be there afterwards, untouched.</summary>
    private async Task Furnish(MotoServer moto)
    {
        foreach (var bucket in (string[])["lake", "raw"])
        {
            await _clients.S3.PutBucketAsync(new PutBucketRequest { BucketName = bucket, BucketRegion = S3Region.FindValue(AwsExamples.Region) });
        }

        using (var elsewhere = moto.Clients(AwsExamples.Settings with { Region = "us-west-2" }))
        {
            await elsewhere.S3.PutBucketAsync(new PutBucketRequest { BucketName = "elsewhere", BucketRegion = S3Region.USWest2 });
        }

        await _clients.Emr.Emr.RunJobFlowAsync(new RunJobFlowRequest
        {
            Name = "somebody-else",
            Instances = new JobFlowInstancesConfig { KeepJobFlowAliveWhenNoSteps = true },
            JobFlowRole = "r",
            ServiceRole = "r",
        });
        await _clients.Iam.CreateRoleAsync(new CreateRoleRequest { RoleName = "somebody-else", AssumeRolePolicyDocument = "{}" });
        await _clients.Iam.CreateInstanceProfileAsync(new CreateInstanceProfileRequest { InstanceProfileName = "somebody-else" });
        await _clients.Redshift.CreateClusterAsync(new CreateClusterRequest { ClusterIdentifier = "somebody-else", NodeType = "ra3.large", MasterUsername = "admin", ManageMasterPassword = true, ClusterType = "single-node" });
        Before = await LiveResources.Of(_clients);
    }

    private async Task Open(MotoServer moto, AwsFaults faults, KillPoints kills)
    {
        Kills = kills;
        _aws = await AwsFront.Start(moto.Address, faults, Effects, kills, CommandLines);
        _livy = await new LivyFront(_gateway, new S3Mirror(_clients.S3, _buckets.Path), (LivyUser, Secrets.LivyPassword), Master, kills).Start();
        Effects.OnTerminated = _livy.EndSessions;
        _redshift = new RedshiftFront(Postgres, new ParquetCopy(_clients.S3, HasRole, kills), () => Effects.Passwords, HasDatabase).Start();
        Program = new PipelineProgram(Settings());
    }

    private (string Name, string Value)[] Settings() =>
    [
        ("AWS_ENDPOINT_URL", _aws.Url), ("AWS_REGION", AwsExamples.Region), ("AWS_EC2_METADATA_DISABLED", "true"),
        ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"), ("AWS_SECRET_ACCESS_KEY", Secrets.Key), ("AWS_SESSION_TOKEN", Secrets.Token),
        ("AWS_CONFIG_FILE", _buckets["config"]), ("AWS_SHARED_CREDENTIALS_FILE", _buckets["credentials"]),
        ("PIPELINE__ENVIRONMENT", "aws"), ("PIPELINE__SINK", "s3://lake/pipelines"), ("PIPELINE__AWS__ROLE_DELAY", "1s"),
        ("PIPELINE__AWS__CLUSTER__SUBNET", "subnet-1"), ("PIPELINE__AWS__CLUSTER__PRIMARY_GROUP", "sg-primary"), ("PIPELINE__AWS__CLUSTER__CORE_GROUP", "sg-core"),
        ("PIPELINE__AWS__LIVY__URL", $"{_livy.Url}/{{master}}"), ("PIPELINE__AWS__LIVY__USER", LivyUser), ("PIPELINE__AWS__LIVY__PASSWORD", Secrets.LivyPassword),
        ("PIPELINE__AWS__WAREHOUSE__SUBNET_GROUP", "warehouse-subnets"), ("PIPELINE__AWS__WAREHOUSE__SECURITY_GROUPS", "sg-warehouse"),
        ("PIPELINE__AWS__WAREHOUSE__ENDPOINT", $"127.0.0.1:{_redshift.Port}"), ("PIPELINE__AWS__WAREHOUSE__ENCRYPTION", "none"),
        .. ((string[])["LIVY", "CLUSTER", "WAREHOUSE"]).SelectMany(what => new[] { ($"PIPELINE__AWS__{what}_POLL__FIRST", "50ms"), ($"PIPELINE__AWS__{what}_POLL__LONGEST", what == "LIVY" ? "500ms" : "2s") }),
    ];

    /// <summary>The primary node of the run's cluster.</summary>
    private async Task<string?> Master()
    {
        var live = (await _clients.Emr.Emr.ListClustersAsync(new ListClustersRequest { ClusterStates = ["WAITING"] })).Clusters ?? [];
        return live.FirstOrDefault(cluster => cluster.Name.StartsWith("arrivals-", StringComparison.Ordinal)) is { } run
            ? (await _clients.Emr.Emr.DescribeClusterAsync(new DescribeClusterRequest { ClusterId = run.Id })).Cluster.MasterPublicDnsName
            : null;
    }

    private async Task<bool> HasRole(string arn) => (await Warehouses()).Any(cluster => cluster.IamRoles?.Any(role => role.IamRoleArn == arn) == true)
        && ((await _clients.Iam.ListRolesAsync(new ListRolesRequest())).Roles ?? []).Exists(role => role.Arn == arn);

    private async Task<bool> HasDatabase(string name) => (await Warehouses()).Any(cluster => cluster.DBName == name);

    private async Task<List<Amazon.Redshift.Model.Cluster>> Warehouses() => (await _clients.Redshift.DescribeClustersAsync(new DescribeClustersRequest())).Clusters ?? [];
}

/// <summary>Whole runs share a moto and a PostgreSQL.</summary>
[CollectionDefinition(Name)]
public sealed class AwsRunCollection : ICollectionFixture<MotoServer>, ICollectionFixture<PostgresServer>
{
    public const string Name = "Runs on AWS";
}
