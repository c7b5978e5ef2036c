using System.Diagnostics;
using Pipeline.Tests.Support;

namespace Pipeline.Tests.Local.Engine;

/// <summary>A script of the engine's own, run by Node in the engine's folder.</summary>
internal static class NodeScript
{
    /// <summary>Runs a script to its end and returns what it printed; a failure carries its last lines.</summary>
    public static async Task<string> Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("node", ["--no-warnings", .. arguments])
        {
            WorkingDirectory = Checkout.PathOf("Pipeline.Host", "Local", "engine"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"node {string.Join(' ', arguments)} ended with {process.ExitCode}\n{Tail(await output)}\n{Tail(await errors)}");
    }

    private static string Tail(string text) => text.Length <= 8000 ? text : text[^8000..];
}
