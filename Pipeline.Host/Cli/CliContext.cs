using System.Text.Json;
using Pipeline.Host.Api;
using Pipeline.Host.Configuration;

namespace Pipeline.Host.Cli;

/// <summary>What every command works with: where it prints, where it was called, which configuration holds.</summary>
/// <param name="Out">Answers.</param>
/// <param name="Error">Everything else: progress, complaints.</param>
/// <param name="In">What <c>-</c> reads.</param>
/// <param name="Folder">The caller's folder, which relative paths mean.</param>
/// <param name="ReadOptions">Reads the configuration when first needed: <c>--help</c> works without a valid one.</param>
/// <param name="LiveError">Whether stderr is a terminal that progress can be drawn on.</param>
internal sealed record CliContext(
    TextWriter Out, TextWriter Error, TextReader In, string Folder, Func<PipelineOptions> ReadOptions, bool LiveError, TimeProvider Time)
{
    private PipelineOptions? _options;

    public PipelineOptions Options => _options ??= ReadOptions();

    public static CliContext OfThisProcess() => new(
        Console.Out, Console.Error, Console.In, Environment.CurrentDirectory, HoconFile.OptionsOfThisProcess, !Console.IsErrorRedirected, TimeProvider.System);

    /// <summary>Prints a value as indented JSON.</summary>
    public void PrintJson<T>(T value) => Out.WriteLine(JsonSerializer.Serialize(value, ApiJson.Indented));
}
