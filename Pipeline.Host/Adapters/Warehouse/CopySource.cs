using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Pipeline.Actors;
using Pipeline.Actors.Warehouses;
using Pipeline.Host.Local;

namespace Pipeline.Host.Adapters.Warehouse;

/// <summary>An engine process that reads a manifest's Parquet files and prints them as COPY text. The sessions are gone when tables are staged.</summary>
internal sealed class CopySource : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task<string> errors;
    private readonly string table;

    private CopySource(Process process, string table)
    {
        this.process = process;
        this.table = table;
        errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The rows, as the process makes them.</summary>
    public Stream Rows => process.StandardOutput.BaseStream;

    /// <param name="script">The engine's <c>main-copy.mjs</c>.</param>
    /// <param name="load">What is staged.</param>
    public static CopySource Start(string script, StagingLoad load)
    {
        // The table's types, not the files': the engine checks texts against their lengths, in bytes, and can name column and row.
        var columns = string.Join(',', load.Columns.Select(column => $"{column.Name}:{column.Type}"));
        var start = new ProcessStartInfo("node", ["--no-warnings", script, "--manifest", load.Manifest.Location, "--columns", columns])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        ServiceEnvironment.Hide(start);
        try
        {
            return new CopySource(Process.Start(start)!, load.Table);
        }
        catch (Win32Exception missing)
        {
            throw PortFailureException.Permanent($"Staging {load.Table}: node could not be started: {missing.Message}. Install Node.js 20.6 or newer.", missing);
        }
    }

    /// <summary>Throws unless every row was printed.</summary>
    public async Task Complete(CancellationToken cancellation)
    {
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0)
        {
            throw Failure(table, process.ExitCode, await errors.WaitAsync(cancellation));
        }
    }

    /// <summary>Ends it, whatever it is doing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    /// <summary>The engine tells in a last line of JSON what it cannot read or write; anything else is an end that nobody meant.</summary>
    internal static PortFailureException Failure(string table, int exitCode, string errors)
    {
        var line = errors.TrimEnd().Split('\n')[^1];
        try
        {
            using var json = JsonDocument.Parse(line);
            var told = json.RootElement;
            var error = told.GetProperty("error").GetString()!;
            var column = told.TryGetProperty("column", out var name) && name.ValueKind == JsonValueKind.String ? $", column {name.GetString()}" : "";
            var row = told.TryGetProperty("row", out var number) && number.ValueKind == JsonValueKind.Number ? $", row {number.GetRawText()}" : "";

            // Its sentence may name the place already.
            var place = row.Length > 0 && error.Contains(row[2..], StringComparison.Ordinal) ? "" : column + row;
            return PortFailureException.Permanent($"Staging {table}{place}: {error}");
        }
        catch (Exception unknown) when (unknown is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            var words = line.Length == 0 ? "it said nothing" : line;
            return PortFailureException.Transient(
                string.Create(CultureInfo.InvariantCulture, $"Staging {table}: the engine that reads the Parquet files ended with {exitCode}: {words}"));
        }
    }
}
