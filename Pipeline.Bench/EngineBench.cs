using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Pipeline.Host.Cli.Sample;
using Pipeline.Host.Cli.Spark;
using Pipeline.Host.Local.Gateway;

namespace Pipeline.Bench;

/// <summary>The local engine against DuckDB in turns: reading csv, the jobs of the example pipeline; and how soon a session answers.</summary>
internal static class EngineBench
{
    private const int Sessions = 5;

    public static async Task<int> Run(int rows)
    {
        var folder = Directory.CreateTempSubdirectory("pipeline-bench-").FullName;
        try
        {
            var source = Path.Combine(folder, "source");
            SampleGenerator.Write(rows, 1, source);
            await Compare(folder, source, rows);
            await FirstAnswers(folder);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The engine's own script runs both sides; what it prints are the shortest times of several turns.</summary>
    private static async Task Compare(string folder, string source, int rows)
    {
        var script = Path.Combine(Checkout.Root, "Pipeline.Host", "Local", "engine", "bench", "main.mjs");
        using var process = Process.Start(new ProcessStartInfo("node",
            ["--no-warnings", script, "--root", Checkout.Root, "--source", source, "--folder", folder, "--rows", rows.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
        })!;
        var group = "";
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            using var figure = JsonDocument.Parse(line);
            var root = figure.RootElement;
            if (root.GetProperty("group").GetString() is { } now && now != group)
            {
                group = now;
                Title(group, rows);
            }

            var (engine, duckdb) = (root.GetProperty("engine").GetDouble(), root.GetProperty("duckdb").GetDouble());
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {root.GetProperty("name").GetString()} | {engine:N0} ms | {duckdb:N0} ms | {engine / duckdb:0.00} |"));
        }

        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException("The two sides could not be compared; what the script said stands above.");
        }
    }

    private static void Title(string group, int rows)
    {
        var what = group == "reading" ? $"Reading csv, {rows:N0} rows of 28 columns, one thread" : $"The jobs of spark/arrivals, {rows:N0} arrivals, one thread";
        Console.WriteLine($"\n## {what}\n\n| figure | engine | DuckDB | ratio |\n|---|---|---|---|");
    }

    private static async Task FirstAnswers(string folder)
    {
        await using var gateway = await GatewayServer.Start(new GatewayOptions { Home = folder, Name = "bench" }, CancellationToken.None);
        var times = new List<double>();
        for (var i = 0; i < Sessions; i++)
        {
            var watch = Stopwatch.StartNew();
            await using var session = await SparkSession.Open(gateway.Url, GatewayServer.User, gateway.Secret, TimeProvider.System, CancellationToken.None);
            await session.Execute("SELECT 1", CancellationToken.None);
            times.Add(watch.Elapsed.TotalSeconds);
        }

        Figures.Title($"From a session's creation to its first answer, {Sessions} sessions");
        Figures.Line("shortest", Text(times.Min()));
        Figures.Line("median", Text(Figures.Percentile(times, 0.5)));
    }

    private static string Text(double seconds) => seconds.ToString("0.00 s", CultureInfo.InvariantCulture);
}
