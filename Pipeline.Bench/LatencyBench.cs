using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Akka.Actor;
using Pipeline.Actors.Runs;
using Pipeline.Tests.Runs;

namespace Pipeline.Bench;

/// <summary>From a step's inputs being ready to its request leaving: real actors and journal over an outside that answers at once.</summary>
internal static class LatencyBench
{
    private const int Runs = 200;
    private const int AtOnce = 4;

    public static async Task<int> Run()
    {
        await using var systems = new Systems();
        var samples = new ConcurrentBag<double>();
        for (var i = 0; i < Runs / AtOnce; i++)
        {
            await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(n => One(systems.System, (i * AtOnce) + n, samples)));
        }

        // The first runs warm up; their samples are few among all.
        Figures.Title($"From ready to request, {Runs} runs, {AtOnce} at once, {samples.Count} requests");
        Figures.Line("p50", Text(Figures.Percentile(samples, 0.50)));
        Figures.Line("p99", Text(Figures.Percentile(samples, 0.99)));
        Figures.Line("longest", Text(samples.Max()));
        return 0;
    }

    private static async Task One(ActorSystem system, int number, ConcurrentBag<double> samples)
    {
        var ended = new TaskCompletionSource();
        var calls = new ConcurrentDictionary<string, long>();
        var world = new World();
        world.Before = call =>
        {
            var now = Stopwatch.GetTimestamp();
            var ready = Needs(call).Select(n => calls.TryGetValue(n, out var at) ? at : 0).DefaultIfEmpty(0).Max();
            if (ready > 0)
            {
                samples.Add(Stopwatch.GetElapsedTime(ready, now).TotalMilliseconds);
            }

            calls[Short(call)] = Stopwatch.GetTimestamp();
            if (call == "remove roles")
            {
                ended.TrySetResult();
            }

            return Task.CompletedTask;
        };
        var settings = new RunSettings { Journal = $"bench-{number}", NewRunId = () => RunId.FromBits((ulong)number + 1) };
        var supervisor = system.ActorOf(Props.Create(() => new RunSupervisor(RunId.FromBits((ulong)number + 1), world.Ports, settings, ActorRefs.Nobody)));
        supervisor.Tell(new BeginRun(RunId.FromBits((ulong)number + 1), Given.Request(), settings.Journal), ActorRefs.NoSender);
        await ended.Task;
    }

    /// <summary>The calls whose answers make this one possible.</summary>
    private static string[] Needs(string call) => Short(call).Split(' ') switch
    {
        ["cluster"] or ["warehouse"] => ["lake", "roles"],
        ["session", _] => ["cluster"],
        ["statement", var job, "0"] => [$"session {job}"],
        ["statement", var job, var n] => [$"statement {job} {int.Parse(n, CultureInfo.InvariantCulture) - 1}"],
        ["commit", var job] => [$"statement {job} 4"],
        ["schema"] => ["warehouse"],
        ["stage", var table] => ["schema", $"commit {table[^1]}"],
        ["load", _] => ["stage staging_a", "stage staging_b"],
        ["check", _] => ["load fact"],
        _ => [],
    };

    /// <summary>The call without the run's id: <c>session small-r…-a-1</c> is <c>session a</c>.</summary>
    private static string Short(string call) => call.Split(' ') switch
    {
        ["session", var name] => $"session {name.Split('-')[^2]}",
        ["statement", var name, var n] => $"statement {name.Split('-')[^2]} {n}",
        ["commit", var folder] => $"commit {folder.Split('/')[^2]}",
        _ => call,
    };

    private static string Text(double milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.0} ms");
}
