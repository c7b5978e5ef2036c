using System.Collections.Immutable;
using Pipeline.Actors.Clusters;
using Pipeline.Actors.Lakes;
using Pipeline.Actors.Roles;
using Pipeline.Actors.Runs;
using Pipeline.Actors.Sessions;
using Pipeline.Actors.Warehouses;
using Pipeline.Host.Simulated.Proof;

namespace Pipeline.Tests.Simulated.Proof;

/// <summary>The product with one fault put into it, as a careless change might.</summary>
internal static class PlantedDefects
{
    /// <summary>The schema's script fails when it is carried out a second time.</summary>
    public static ProofSubject NonIdempotentStep(ProofSubject subject) => WithSql(subject, "schema.sql", text => text.Replace("CREATE TABLE IF NOT EXISTS", "CREATE TABLE"));

    /// <summary>The fact table's load adds to what is there.</summary>
    public static ProofSubject DoubledLoad(ProofSubject subject) =>
        WithSql(subject, "fact-arrival.sql", text => text.Replace("DELETE FROM ${schema}.fact_arrival;", "").Replace("TRUNCATE ${schema}.fact_arrival;", ""))
            with { Ports = ports => ports with { WarehouseSql = new NeverCounting(ports.WarehouseSql) } };

    /// <summary>A statement's intent is journaled together with its outcome.</summary>
    public static ProofSubject IntentAfterCall(ProofSubject subject) => WithCore(subject, () => new LateIntents().Core);

    /// <summary>Every outcome is delivered twice; the product drops the second one.</summary>
    public static ProofSubject DeliveringTwice(ProofSubject subject) => WithCore(subject, () => Twice(Run.Decide));

    /// <summary>An outcome of an order that is over is taken for one of the order that its step waits for now.</summary>
    public static ProofSubject StaleOutcomeTaken(ProofSubject subject) => WithCore(subject, () => Twice((state, input, now) =>
        input is StatementEnded ended && Run.Outstanding(state).All(order => order.Key != ended.Key)
            && Run.Outstanding(state).OfType<RunStatement>().FirstOrDefault(order => ended.Key.StartsWith($"{order.Step}#", StringComparison.Ordinal)) is { } other
            ? Run.Decide(state, ended with { Key = other.Key }, now)
            : Run.Decide(state, input, now)));

    /// <summary>The state forgets that a warehouse was asked for.</summary>
    public static ProofSubject ForgottenDelete(ProofSubject subject) => WithCore(subject, () => RunCore.Own with
    {
        Apply = (state, change) => Run.Apply(state, change) is var next && change is AttemptRequested
            ? next with { Resources = next.Resources.RemoveAll(resource => resource.Kind == Resource.Warehouse) }
            : next,
    });

    /// <summary>The manifest is written as soon as the data are asked for.</summary>
    public static ProofSubject ManifestBeforeData(ProofSubject subject) => subject with
    {
        Ports = ports => ports with { Livy = new EarlyCommits(ports.Livy, ports.Lake) },
    };

    /// <summary>A cluster that is still starting is not seen before another is made.</summary>
    public static ProofSubject LookupSkipped(ProofSubject subject) => subject with
    {
        Ports = ports => ports with
        {
            Clusters = new FoundOtherwise(ports.Clusters, async (request, cancellation) =>
                await ports.Clusters.Find(request, cancellation) is { Status: not ClusterStatus.Starting } found ? found : null),
        },
    };

    /// <summary>A cluster of the right name is adopted, whosever it is.</summary>
    public static ProofSubject TagIgnored(ProofSubject subject) => subject with
    {
        Ports = ports => ports with
        {
            Clusters = new FoundOtherwise(ports.Clusters, async (request, cancellation) =>
                await ports.Clusters.Find(request with { Journal = "somebody-elses-journal" }, cancellation) is { } found
                    ? found with { Livy = found.Livy ?? "http://elsewhere:8998" }
                    : await ports.Clusters.Find(request, cancellation)),
        },
    };

    /// <summary>A manifest that is found after a crash is not believed: its data are made again.</summary>
    public static ProofSubject PostedThoughCommitted(ProofSubject subject) => subject with
    {
        Ports = ports =>
        {
            var posts = new RememberedPosts(ports.Livy);
            return ports with { Livy = posts, Lake = new DisbelievedManifests(ports.Lake, posts) };
        },
    };

    /// <summary>Roles whose removal was asked for count as gone.</summary>
    public static ProofSubject RemovalBelieved(ProofSubject subject) => subject with
    {
        Ports = ports => ports with { Roles = new GoneWhenAsked(ports.Roles) },
    };

    private static ProofSubject WithCore(ProofSubject subject, Func<RunCore> core) => subject with { Settings = settings => settings with { Core = core() } };

    private static ProofSubject WithSql(ProofSubject subject, string file, Func<string, string> change)
    {
        var pipeline = subject.Request.Pipeline;
        var scripts = pipeline.SqlScripts.SetItem(file, change(pipeline.SqlScripts[file]));
        return subject with { Request = subject.Request with { Pipeline = pipeline with { SqlScripts = scripts } } };
    }

    private static RunCore Twice(Func<RunState, IRunInput, DateTimeOffset, Decision> decide) => RunCore.Own with
    {
        Decide = (state, input, now) =>
        {
            var first = decide(state, input, now);
            if (input is not IOutcome || first.Events.IsEmpty)
            {
                return first;
            }

            var second = decide(first.Events.Aggregate(state, Run.Apply), input, now);
            return first with { Events = first.Events.AddRange(second.Events) };
        },
    };

    /// <summary>Statements are offered by what the service remembers, and journaled when they are through.</summary>
    private sealed class LateIntents
    {
        private readonly HashSet<(string Job, int Attempt, int Index)> _remembered = [];

        public RunCore Core => RunCore.Own with
        {
            Apply = Apply,
            Decide = Decide,
            Outstanding = state => Run.Outstanding(Remembering(state)),
            NextWake = state => Forgotten(state, DateTimeOffset.MinValue) is null ? Run.NextWake(Remembering(state)) : DateTimeOffset.MinValue,
        };

        private RunState Apply(RunState state, IRunEvent change)
        {
            if (change is RunRequested)
            {
                _remembered.Clear();
            }

            return Run.Apply(state, change);
        }

        private Decision Decide(RunState state, IRunInput input, DateTimeOffset now)
        {
            var intents = Intents(state, now).ToImmutableArray<IRunEvent>();
            var known = intents.Aggregate(state, Run.Apply);
            var decision = Run.Decide(known, input, now);
            if (Forgotten(state, now) is { } forgotten)
            {
                _remembered.Add((forgotten.Job, forgotten.Attempt, forgotten.Index));
            }

            var ended = decision.Events.OfType<StatementSucceeded>().Select(e => (e.Job, e.Attempt, e.Index)).ToHashSet();
            foreach (var intent in decision.Events.OfType<StatementRequested>())
            {
                _remembered.Add((intent.Job, intent.Attempt, intent.Index));
            }

            var late = intents.OfType<StatementRequested>().Where(e => ended.Contains((e.Job, e.Attempt, e.Index))).ToImmutableArray<IRunEvent>();
            return decision with { Events = [.. late, .. decision.Events.Where(e => e is not StatementRequested)] };
        }

        private RunState Remembering(RunState state) => Intents(state, DateTimeOffset.MinValue).Aggregate<IRunEvent, RunState>(state, Run.Apply);

        private IEnumerable<StatementRequested> Intents(RunState state, DateTimeOffset now) =>
            Possible(state, now).Where(e => _remembered.Contains((e.Job, e.Attempt, e.Index)));

        private StatementRequested? Forgotten(RunState state, DateTimeOffset now) =>
            Possible(state, now).FirstOrDefault(e => !_remembered.Contains((e.Job, e.Attempt, e.Index)));

        private static IEnumerable<StatementRequested> Possible(RunState state, DateTimeOffset now) =>
            state.Phase != RunPhase.Running ? [] : state.Jobs
                .Where(job => state.Steps[$"job/{job.Key}"].Status == StepStatus.Working && job.Value.Session is not null
                    && job.Value.Succeeded == job.Value.Requested && job.Value.Requested < state.Scripts[job.Key].Length)
                .Select(job => new StatementRequested(job.Key, state.Steps[$"job/{job.Key}"].Attempt, job.Value.Requested, now));
    }

    private sealed class FoundOtherwise(IClusters inner, Func<ClusterRequest, CancellationToken, Task<Cluster?>> find) : IClusters
    {
        public bool NamesAreUnique => inner.NamesAreUnique;

        public Task<Cluster?> Find(ClusterRequest request, CancellationToken cancellation) => find(request, cancellation);

        public Task<Cluster> Create(ClusterRequest request, CancellationToken cancellation) => inner.Create(request, cancellation);

        public Task<Cluster> Describe(ClusterRequest request, string id, CancellationToken cancellation) => inner.Describe(request, id, cancellation);

        public Task Terminate(ClusterRequest request, string id, CancellationToken cancellation) => inner.Terminate(request, id, cancellation);
    }

    private sealed class GoneWhenAsked(IRoles inner) : IRoles
    {
        public Task<RunRoles> Ensure(RolesRequest request, CancellationToken cancellation) => inner.Ensure(request, cancellation);

        public Task Remove(RolesRequest request, CancellationToken cancellation)
        {
            _ = inner.Remove(request, cancellation);
            return Task.CompletedTask;
        }
    }

    /// <summary>Tells of each load what is expected, so that nothing but the tables themselves can tell.</summary>
    private sealed class NeverCounting(IWarehouseSql inner) : IWarehouseSql
    {
        public Task ApplySchema(WarehouseEndpoint warehouse, SqlScript script, CancellationToken cancellation) => inner.ApplySchema(warehouse, script, cancellation);

        public Task<long> Stage(WarehouseEndpoint warehouse, StagingLoad load, CancellationToken cancellation) => inner.Stage(warehouse, load, cancellation);

        public async Task<LoadedRows> Load(WarehouseEndpoint warehouse, StarLoad load, CancellationToken cancellation) =>
            await inner.Load(warehouse, load, cancellation) is var loaded ? loaded with { Rows = loaded.Expected ?? loaded.Rows } : throw new InvalidOperationException();

        public Task<long> Count(WarehouseEndpoint warehouse, SqlScript query, CancellationToken cancellation) => Task.FromResult(0L);
    }

    private class LivyBeside(ILivy inner) : ILivy
    {
        public Task<Session?> FindSession(LivyEndpoint livy, string name, CancellationToken cancellation) => inner.FindSession(livy, name, cancellation);

        public Task<Session> CreateSession(LivyEndpoint livy, SessionRequest request, CancellationToken cancellation) => inner.CreateSession(livy, request, cancellation);

        public Task<Statement?> FindStatement(LivyEndpoint livy, string session, string marker, CancellationToken cancellation) =>
            inner.FindStatement(livy, session, marker, cancellation);

        public virtual Task<Statement> PostStatement(LivyEndpoint livy, string session, string code, CancellationToken cancellation) =>
            inner.PostStatement(livy, session, code, cancellation);

        public Task<Statement> GetStatement(LivyEndpoint livy, string session, int statement, CancellationToken cancellation) =>
            inner.GetStatement(livy, session, statement, cancellation);

        public Task CancelStatement(LivyEndpoint livy, string session, int statement, CancellationToken cancellation) =>
            inner.CancelStatement(livy, session, statement, cancellation);

        public Task KeepSession(LivyEndpoint livy, string name, CancellationToken cancellation) => inner.KeepSession(livy, name, cancellation);

        public Task DeleteSession(LivyEndpoint livy, string name, CancellationToken cancellation) => inner.DeleteSession(livy, name, cancellation);

        /// <summary>The folder that an INSERT OVERWRITE writes; null for other code.</summary>
        protected static string? Folder(string code) =>
            code.Contains("INSERT OVERWRITE DIRECTORY", StringComparison.Ordinal) ? code[code.IndexOf('\'')..].Split('\'')[1] : null;
    }

    private sealed class EarlyCommits(ILivy inner, ILake lake) : LivyBeside(inner)
    {
        public override async Task<Statement> PostStatement(LivyEndpoint livy, string session, string code, CancellationToken cancellation)
        {
            if (Folder(code) is { } folder)
            {
                await lake.Commit(new OutputToCommit($"{folder[..folder.LastIndexOf('/')]}.manifest", folder, 1, []), cancellation);
            }

            return await base.PostStatement(livy, session, code, cancellation);
        }
    }

    private sealed class RememberedPosts(ILivy inner) : LivyBeside(inner)
    {
        private readonly SortedDictionary<string, Func<Task>> _posts = new(StringComparer.Ordinal);

        /// <summary>Posts what wrote a folder of the job.</summary>
        public Task Again(string job) => _posts.Last(post => post.Key.StartsWith(job, StringComparison.Ordinal)).Value();

        public override Task<Statement> PostStatement(LivyEndpoint livy, string session, string code, CancellationToken cancellation)
        {
            if (Folder(code) is { } folder)
            {
                _posts[folder] = () => base.PostStatement(livy, session, $"-- again\n{code[(code.IndexOf('\n') + 1)..]}", CancellationToken.None);
            }

            return base.PostStatement(livy, session, code, cancellation);
        }
    }

    private sealed class DisbelievedManifests(ILake inner, RememberedPosts posts) : ILake
    {
        public Task<LakePaths> Prepare(LakeRequest request, CancellationToken cancellation) => inner.Prepare(request, cancellation);

        public Task<OutputManifest> Commit(OutputToCommit output, CancellationToken cancellation) => inner.Commit(output, cancellation);

        public async Task<OutputManifest?> ReadManifest(string location, CancellationToken cancellation)
        {
            if (await inner.ReadManifest(location, cancellation) is not null)
            {
                await posts.Again(location.Replace(".manifest", "/"));
            }

            return null;
        }

        public Task<ImmutableArray<LakeObject>> FindObjects(OutputManifest manifest, CancellationToken cancellation) => inner.FindObjects(manifest, cancellation);
    }
}
