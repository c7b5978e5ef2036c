using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Pipeline.Host.Configuration;

/// <summary>The service's log: time, level, message; one line each, in UTC.</summary>
internal sealed class LogLine(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "line";

    public override void Write<TState>(in LogEntry<TState> entry, IExternalScopeProvider? scopes, TextWriter text)
    {
        text.Write(time.GetUtcNow().ToString("HH:mm:ss.fff ", CultureInfo.InvariantCulture));
        text.Write(Word(entry.LogLevel));
        text.WriteLine(entry.Formatter(entry.State, entry.Exception).ReplaceLineEndings("\n    "));
        if (entry.Exception is { } exception)
        {
            text.WriteLine($"    {exception.ToString().ReplaceLineEndings("\n    ")}");
        }
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Critical => "FATAL ",
        LogLevel.Error => "ERROR ",
        LogLevel.Warning => "WARN  ",
        LogLevel.Information => "",
        _ => "debug ",
    };
}
