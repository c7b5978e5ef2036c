using System.Diagnostics;
using System.Globalization;
using Akka.Actor;
using Akka.Configuration;
using Pipeline.Actors.Journal;
using Pipeline.Actors.Runs;
using Pipeline.Host.Configuration;

namespace Pipeline.Bench;

/// <summary>A service starts and finds many runs unfinished: how long until each is asking the outside again, and what it holds in memory for each.</summary>
internal static class RecoveryBench
{
    private const int Events = 60;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    public static async Task<int> Run(int[] sizes)
    {
        Figures.Title($"Unfinished runs of arrivals, {Events} events each, taken up by a start (SQLite)", "runs", "all working again after", "processor time", "memory per run");
        foreach (var size in sizes)
        {
            await One(size);
        }

        return 0;
    }

    private static async Task One(int runs)
    {
        var folder = Directory.CreateTempSubdirectory("pipeline-bench-");
        try
        {
            var journal = new JournalOptions(Path.Combine(folder.FullName, "journal.db"));
            await UnfinishedJournal.Write(journal, runs, Events);
            var (took, processor, bytes) = await Start(journal, runs);
            Figures.Line(
                runs.ToString("N0", CultureInfo.InvariantCulture),
                string.Create(CultureInfo.InvariantCulture, $"{took.TotalSeconds:0.00} s"),
                string.Create(CultureInfo.InvariantCulture, $"{processor.TotalSeconds:0.00} s"),
                string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / runs:0.0} KiB"));
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(TimeSpan Took, TimeSpan Processor, long Bytes)> Start(JournalOptions journal, int runs)
    {
        var asked = new AskedRuns(runs);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (began, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var system = ActorSystem.Create("bench", Configuration(journal));
        var settings = new RunSettings { Journal = "bench", NewRunId = () => throw new InvalidOperationException("No run is started here.") };
        var index = Props.Create(() => new RunsActor(asked.Ports, settings, new NoPipelines()));
        system.ActorOf(Props.Create(() => new JournalKeeper(index, "index")), "runs");
        await asked.All.WaitAsync(Limit);
        var (took, processor) = (Stopwatch.GetElapsedTime(began), Environment.CpuUsage.TotalTime - used);
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        await system.Terminate();
        return (took, processor, held);
    }

    /// <summary>The service's own.</summary>
    internal static Config Configuration(JournalOptions journal) => ConfigurationFactory.ParseString("akka.log-dead-letters = off")
        .WithFallback(JournalPlace.Of(journal))
        .WithFallback(ConfigurationFactory.ParseString(File.ReadAllText(Path.Combine(Host.Configuration.Checkout.Root, Host.Configuration.Checkout.ConfigurationFile))))
        .WithFallback(ConfigurationFactory.ParseString(RunsHosting.JournalConfig));
}
