using Microsoft.Extensions.Logging.Console;

namespace Pipeline.Host.Configuration;

/// <summary>Where the service listens and what it prints.</summary>
internal static class ListenerSetup
{
    public static void AddPipelineListener(this WebApplicationBuilder builder, PipelineOptions options)
    {
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.Listen.MaxBody;
            kestrel.Listen(options.Listen.Address, options.Listen.Port);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.Service.ShutdownLimit);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(TimeProvider.System);
    }

    public static void AddPipelineLogging(this WebApplicationBuilder builder)
    {
        builder.Logging.AddConsole(console => console.FormatterName = LogLine.FormatterName).AddConsoleFormatter<LogLine, ConsoleFormatterOptions>();
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning);
    }
}
