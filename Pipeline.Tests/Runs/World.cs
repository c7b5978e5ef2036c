using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pipeline.Actors;
using Pipeline.Actors.Clusters;
using Pipeline.Actors.Definitions;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Roles;
using Pipeline.Actors.Runs;
using Pipeline.Actors.Sessions;
using Pipeline.Actors.Warehouses;

namespace Pipeline.Tests.Runs;

/// <summary>An outside in memory behind the run's ports: it keeps an inventory, refuses second names as the real ones do, and notes every call.</summary>
internal sealed class World : ILake, IRoles, IClusters, ILivy, IWarehouses, IWarehouseSql, IPipelines
{
    private readonly ConcurrentDictionary<string, int> _sessions = new();
    private readonly ConcurrentDictionary<(string Session, int Id), string> _statements = new();
    private readonly ConcurrentDictionary<string, bool> _clusters = new();
    private readonly ConcurrentDictionary<string, bool> _warehouses = new();
    private readonly ConcurrentDictionary<string, OutputManifest> _manifests = new();

    /// <summary>Every call that changes something, in order.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>What a call does before it answers: throw, or wait. By the words in <see cref="Calls"/>.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>What a call does after it has taken effect, and before it answers: throw, or wait.</summary>
    public Func<string, Task> After { get; set; } = _ => Task.CompletedTask;

    /// <summary>What Livy shows of a session, given the one that is there.</summary>
    public Func<Session?, Session?> Show { get; set; } = session => session;

    /// <summary>Statements that are never answered, by their words in <see cref="Calls"/>.</summary>
    public HashSet<string> Endless { get; } = [];

    public bool NamesAreUnique => true;

    public RunPorts Ports => new(this, this, this, this, this, this);

    /// <summary>What exists outside now.</summary>
    public IEnumerable<string> Inventory =>
        _sessions.Keys.Select(s => $"session {s}").Concat(_clusters.Keys.Select(c => $"cluster {c}")).Concat(_warehouses.Keys.Select(w => $"warehouse {w}"));

    public RunRequest Prepare(string pipeline, ImmutableSortedDictionary<string, string> parameters) =>
        pipeline == "small" ? Given.Request() : throw PortFailureException.Permanent($"There is no pipeline '{pipeline}'.");

    public ImmutableArray<PipelineSummary> List() => [];

    public PipelineDescription Describe(string pipeline) => throw new UnknownPipelineException(pipeline, []);

    public Task<LakePaths> Prepare(LakeRequest request, CancellationToken cancellation) =>
        Do("lake", () => new LakePaths(request.Source, "/lake/reference", $"/lake/{request.RunId}"));

    public Task<OutputManifest> Commit(OutputToCommit output, CancellationToken cancellation) =>
        Do($"commit {output.Folder}", () => _manifests[output.Manifest] = Given.Manifest(output));

    public Task<OutputManifest?> ReadManifest(string location, CancellationToken cancellation) =>
        Task.FromResult(_manifests.GetValueOrDefault(location));

    public Task<ImmutableArray<LakeObject>> FindObjects(OutputManifest manifest, CancellationToken cancellation) => Task.FromResult(manifest.Objects);

    public Task<RunRoles> Ensure(RolesRequest request, CancellationToken cancellation) => Do("roles", () => RunRoles.None);

    public Task Remove(RolesRequest request, CancellationToken cancellation) => Do("remove roles", () => true);

    public Task<Cluster?> Find(ClusterRequest request, CancellationToken cancellation) =>
        Task.FromResult(_clusters.ContainsKey(request.Name) ? new Cluster(request.Name, ClusterStatus.Ready, "http://livy") : null);

    public Task<Cluster> Create(ClusterRequest request, CancellationToken cancellation) => Do("cluster", () =>
    {
        Assert(_clusters.TryAdd(request.Name, true), $"cluster {request.Name} was made twice");
        return new Cluster(request.Name, ClusterStatus.Ready, "http://livy");
    });

    public Task<Cluster> Describe(ClusterRequest request, string id, CancellationToken cancellation) =>
        Task.FromResult(new Cluster(id, _clusters.ContainsKey(id) ? ClusterStatus.Ready : ClusterStatus.Gone));

    public Task Terminate(ClusterRequest request, string id, CancellationToken cancellation) => Do("terminate cluster", () =>
    {
        _sessions.Clear();
        return _clusters.TryRemove(id, out _);
    });

    public Task<Session?> FindSession(LivyEndpoint livy, string name, CancellationToken cancellation) =>
        Task.FromResult(Show(_sessions.TryGetValue(name, out var id) ? new Session(name, id, SessionStatus.Ready, []) : null));

    public Task<Session> CreateSession(LivyEndpoint livy, SessionRequest request, CancellationToken cancellation) => Do($"session {request.Name}", () =>
    {
        Assert(_sessions.TryAdd(request.Name, 7), $"session {request.Name} was made twice");
        return Show(new Session(request.Name, 7, SessionStatus.Ready, [])) ?? new Session(request.Name, 7, SessionStatus.Starting, []);
    });

    public Task<Statement?> FindStatement(LivyEndpoint livy, string session, string marker, CancellationToken cancellation) =>
        Task.FromResult(_statements.Where(s => s.Key.Session == session && s.Value.Contains(marker, StringComparison.Ordinal)).Select(s => Answer(s.Key.Session, s.Key.Id)).FirstOrDefault());

    public Task<Statement> PostStatement(LivyEndpoint livy, string session, string code, CancellationToken cancellation)
    {
        var id = _statements.Keys.Count(k => k.Session == session);
        return Do($"statement {session} {id}", () =>
        {
            _statements[(session, id)] = code;
            return Answer(session, id);
        });
    }

    public Task<Statement> GetStatement(LivyEndpoint livy, string session, int statement, CancellationToken cancellation) => Task.FromResult(Answer(session, statement));

    public Task CancelStatement(LivyEndpoint livy, string session, int statement, CancellationToken cancellation) => Do($"cancel {session} {statement}", () => true);

    public Task KeepSession(LivyEndpoint livy, string name, CancellationToken cancellation) => Do($"keep {name}", () => true);

    public Task DeleteSession(LivyEndpoint livy, string name, CancellationToken cancellation) => Do($"close {name}", () => _sessions.TryRemove(name, out _));

    public Task<Warehouse?> Find(WarehouseRequest request, CancellationToken cancellation) =>
        Task.FromResult(_warehouses.ContainsKey(request.Name) ? Ready(request.Name) : null);

    public Task<Warehouse> Create(WarehouseRequest request, CancellationToken cancellation) => Do("warehouse", () =>
    {
        Assert(_warehouses.TryAdd(request.Name, true), $"warehouse {request.Name} was made twice");
        return Ready(request.Name);
    });

    public Task Delete(WarehouseRequest request, CancellationToken cancellation) => Do("delete warehouse", () => _warehouses.TryRemove(request.Name, out _));

    public Task ApplySchema(WarehouseEndpoint warehouse, SqlScript script, CancellationToken cancellation) => Do("schema", () => true);

    public Task<long> Stage(WarehouseEndpoint warehouse, StagingLoad load, CancellationToken cancellation) => Do($"stage {load.Table}", () => load.Manifest.Rows);

    public Task<LoadedRows> Load(WarehouseEndpoint warehouse, StarLoad load, CancellationToken cancellation) => Do($"load {load.Table}", () => new LoadedRows(2, 2));

    public Task<long> Count(WarehouseEndpoint warehouse, SqlScript query, CancellationToken cancellation) => Do(query.Name, () => 0L);

    private async Task<T> Do<T>(string call, Func<T> deed)
    {
        await Before(call);
        Calls.Enqueue(call);
        var answer = deed();
        await After(call);
        return answer;
    }

    private Statement Answer(string session, int id) => Endless.Contains($"statement {session} {id}")
        ? new Statement(id, StatementStatus.Running)
        : new Statement(id, StatementStatus.Succeeded, 1, Given.Answer(id));

    private static Warehouse Ready(string name) => new(name, WarehouseStatus.Ready, new WarehouseEndpoint(name, "localhost", 5432, "small"));

    private static void Assert(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(otherwise);
        }
    }
}
