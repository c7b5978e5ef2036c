using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Actors.Clusters;
using Pipeline.Actors.Runs;
using Pipeline.Actors.Sessions;
using Pipeline.Actors.Warehouses;
using Pipeline.Host.Cli.Sample;
using Pipeline.Host.Definitions;
using Pipeline.Host.Local;

namespace Pipeline.Bench;

/// <summary>The whole arrivals run against the same calls made by hand, one after the other, with the same engine and PostgreSQL.</summary>
internal static class RunBench
{
    public static async Task<int> Run(int rows)
    {
        var folder = Directory.CreateTempSubdirectory("pipeline-bench-").FullName;
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        try
        {
            var source = Path.Combine(folder, "source");
            SampleGenerator.Write(rows, 1, source);
            var (service, idle, end) = await ByService(Path.Combine(folder, "service"), source);
            var hand = await ByHand(Path.Combine(folder, "hand"), source);

            Figures.Title($"The whole arrivals run, {rows:N0} rows");
            Figures.Line("by the service", Text(service));
            Figures.Line("by hand, one after the other", Text(hand));
            Figures.Line("ratio", (service / hand).ToString("0.00", CultureInfo.InvariantCulture));
            Figures.Line("the service's memory when idle", $"{idle / 1024:N0} MiB");
            Figures.Line("the service's memory at the end of the run", $"{end / 1024:N0} MiB");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <returns>Seconds from request to the end of the teardown, and resident KiB before and after.</returns>
    private static async Task<(double Seconds, long Idle, long End)> ByService(string home, string source)
    {
        Directory.CreateDirectory(home);
        using var service = Start(home, "serve");
        while (!File.Exists(Path.Combine(home, "service.json")))
        {
            await Task.Delay(50);
        }

        await Task.Delay(2000);
        var idle = Resident(service.Id);
        using var run = Start(home, "run", "arrivals", "--param", $"source={source}", "--json");
        var answer = JsonNode.Parse(await run.StandardOutput.ReadToEndAsync())!;
        await run.WaitForExitAsync();
        var end = Resident(service.Id);
        using var stop = Start(home, "stop");
        await stop.WaitForExitAsync();
        await service.WaitForExitAsync();
        return (string?)answer["state"] == "succeeded"
            ? ((double)answer["seconds"]!, idle, end)
            : throw new InvalidOperationException($"The run did not succeed: {answer["failures"]}");
    }

    /// <summary>Plays the run's orders one at a time, in the order in which they become possible.</summary>
    private static async Task<double> ByHand(string home, string source)
    {
        Directory.CreateDirectory(home);
        var root = Checkout.Root;
        await using var local = LocalEnvironment.Create(
            new LocalOptions(home, root, 8, null, SampleGenerator.Write), TimeProvider.System, NullLoggerFactory.Instance);
        local.Start();
        var catalog = new PipelineCatalog(root, Path.Combine(home, "lake"), Pipeline.Actors.Definitions.TargetEnvironment.Local(false));
        var request = catalog.Prepare("arrivals", ImmutableSortedDictionary<string, string>.Empty.Add("source", source));
        var watch = Stopwatch.StartNew();
        var state = Decide(RunState.Empty, new BeginRun(RunId.FromBits(1), request, "bench"));
        while (!state.Phase.IsFinal())
        {
            var order = Pipeline.Actors.Runs.Run.Outstanding(state).First(o => o is not WatchCluster);
            state = Decide(state, await Perform(local.Ports, order));
        }

        var seconds = watch.Elapsed.TotalSeconds;
        await local.StopAll(CancellationToken.None);
        return state.Phase == RunPhase.Succeeded ? seconds : throw new InvalidOperationException(string.Join("; ", state.Failures));
    }

    private static RunState Decide(RunState state, IRunInput input) =>
        Pipeline.Actors.Runs.Run.Decide(state, input, DateTimeOffset.UtcNow).Events.Aggregate(state, Pipeline.Actors.Runs.Run.Apply);

    private static async Task<IOutcome> Perform(RunPorts ports, WorkOrder order)
    {
        var none = CancellationToken.None;
        switch (order)
        {
            case PrepareLake o: return new LakeReady(o.Key, await ports.Lake.Prepare(o.Request, none));
            case CommitOutput o: return new OutputWritten(o.Key, await ports.Lake.Commit(o.Output, none));
            case FindOutput o: return new OutputRead(o.Key, await ports.Lake.ReadManifest(o.Manifest, none), []);
            case EnsureRoles o: return new RolesEnsured(o.Key, await ports.Roles.Ensure(o.Request, none));
            case ProvisionCluster o:
                var cluster = await ports.Clusters.Create(o.Request, none);
                return new ClusterProvisioned(o.Key, await Until(cluster, c => c.Status == ClusterStatus.Ready, c => ports.Clusters.Describe(o.Request, c.Id, none)));
            case OpenSession o:
                var session = await ports.Livy.CreateSession(o.Livy, o.Request, none);
                return new SessionOpened(o.Key, await Until(session, s => s.Status == SessionStatus.Ready, async s => await ports.Livy.FindSession(o.Livy, o.Session, none) ?? s));
            case RunStatement o:
                var posted = await ports.Livy.PostStatement(o.Livy, o.Session, o.Code, none);
                return new StatementEnded(o.Key, await Until(
                    posted, s => s.Status is not (StatementStatus.Waiting or StatementStatus.Running), s => ports.Livy.GetStatement(o.Livy, o.Session, s.Id, none)));
            case CloseSession o:
                await ports.Livy.DeleteSession(o.Livy, o.Session, none);
                break;
            case RemoveCluster o:
                await ports.Clusters.Terminate(o.Request, o.Id!, none);
                break;
            case ProvisionWarehouse o:
                var warehouse = await ports.Warehouses.Create(o.Request, none);
                return new WarehouseProvisioned(o.Key, (await Until(
                    warehouse, w => w.Status == WarehouseStatus.Ready, async w => await ports.Warehouses.Find(o.Request, none) ?? w)).Endpoint!);
            case ApplySchema o:
                await ports.WarehouseSql.ApplySchema(o.Warehouse, o.Script, none);
                return new SchemaDone(o.Key);
            case StageTable o: return new Staged(o.Key, await ports.WarehouseSql.Stage(o.Warehouse, o.Load, none));
            case LoadStarTable o: return new Loaded(o.Key, await ports.WarehouseSql.Load(o.Warehouse, o.Load, none));
            case RunCheck o: return new Counted(o.Key, await ports.WarehouseSql.Count(o.Warehouse, o.Query, none));
            case RemoveWarehouse o:
                await ports.Warehouses.Delete(o.Request, none);
                break;
            case RemoveRoles o:
                await ports.Roles.Remove(o.Request, none);
                break;
            default:
                throw new InvalidOperationException($"Nobody can do {order.GetType().Name} by hand.");
        }

        return new Removed(order.Key);
    }

    private static async Task<T> Until<T>(T now, Func<T, bool> reached, Func<T, Task<T>> look)
    {
        while (!reached(now))
        {
            await Task.Delay(20);
            now = await look(now);
        }

        return now;
    }

    private static Process Start(string home, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardInput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Pipeline.Host.dll"));
        Array.ForEach(arguments, start.ArgumentList.Add);
        start.Environment["PIPELINE__HOME"] = home;
        start.Environment["PIPELINE__LISTEN__PORT"] = "0";
        return Process.Start(start)!;
    }

    private static long Resident(int pid) =>
        long.Parse(
            File.ReadLines($"/proc/{pid}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(':')[1].Replace("kB", "", StringComparison.Ordinal),
            CultureInfo.InvariantCulture);

    private static string Text(double seconds) => seconds.ToString("0.0 s", CultureInfo.InvariantCulture);
}
