using System.Diagnostics;
using System.Text.Json;
using Pipeline.Actors.Definitions;

namespace Pipeline.Tests.Support;

/// <summary>A local engine process of a test's own, spoken to over its line protocol.</summary>
public sealed class SparkEngine : IAsyncDisposable
{
    private static readonly string Folder = Checkout.PathOf("Pipeline.Host", "Local", "engine");

    private readonly Process _process;
    private readonly string _temporary;
    private int _statements;

    private SparkEngine(Process process, string temporary) => (_process, _temporary) = (process, temporary);

    /// <summary>Why no engine can be started here; null when one can.</summary>
    public static string? Missing { get; } =
        !File.Exists(Path.Combine(Folder, "main.mjs")) ? "no local engine in Pipeline.Host/Local/engine"
        : !Directory.Exists(Path.Combine(Folder, "node_modules")) ? "the engine's npm packages are not installed: npm ci --prefix Pipeline.Host/Local/engine"
        : null;

    public static async Task<SparkEngine> Start()
    {
        var temporary = Directory.CreateTempSubdirectory("pipeline-test-engine-").FullName;
        var start = new ProcessStartInfo("node", ["--no-warnings", Path.Combine(Folder, "main.mjs")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["PIPELINE_ENGINE_THREADS"] = "1",
                ["PIPELINE_ENGINE_MEMORY"] = "1GB",
                ["PIPELINE_ENGINE_TEMP"] = temporary,
            },
        };
        var engine = new SparkEngine(Process.Start(start)!, temporary);
        using var ready = await engine.Read();
        return ready.RootElement.TryGetProperty("ready", out _) ? engine : throw new InvalidOperationException("The engine did not say that it is ready.");
    }

    /// <summary>Runs a job's script, statement by statement, and returns the row of its last one by column.</summary>
    public async Task<Dictionary<string, string?>> RunScript(string script)
    {
        List<Dictionary<string, string?>> last = [];
        foreach (var statement in SparkScript.Split(script))
        {
            last = await Execute(statement.Text);
        }
        return last.Single();
    }

    /// <summary>Runs one statement and returns its rows, by column, each value as Spark's CAST to STRING writes it.</summary>
    public async Task<List<Dictionary<string, string?>>> Execute(string sql)
    {
        var id = ++_statements;
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { id, execute = sql, rows = 100_000, text = true }));
        await _process.StandardInput.FlushAsync();
        while (true)
        {
            using var answer = await Read();
            var root = answer.RootElement;
            if (!root.TryGetProperty("status", out var status) || root.GetProperty("id").GetInt32() != id)
            {
                continue; // progress
            }
            return status.GetString() == "ok"
                ? Rows(root)
                : throw new InvalidOperationException($"{root.GetProperty("evalue").GetString()}\n{sql}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        if (Directory.Exists(_temporary))
        {
            Directory.Delete(_temporary, recursive: true);
        }
    }

    private async Task<JsonDocument> Read() =>
        JsonDocument.Parse(await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The engine ended."));

    private static List<Dictionary<string, string?>> Rows(JsonElement answer)
    {
        var fields = answer.GetProperty("output").GetProperty("schema").GetProperty("fields");
        var names = fields.EnumerateArray().Select(field => field.GetProperty("name").GetString()!).ToList();
        return answer.GetProperty("text").EnumerateArray()
            .Select(row => names.Zip(row.EnumerateArray()).ToDictionary(cell => cell.First, cell => cell.Second.GetString()))
            .ToList();
    }
}
