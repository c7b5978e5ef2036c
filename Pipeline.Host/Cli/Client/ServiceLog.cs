using Pipeline.Host.Configuration;

namespace Pipeline.Host.Cli.Client;

/// <summary>What a service that <c>run</c> started has printed.</summary>
internal static class ServiceLog
{
    private const int TailLines = 20;

    public static string PathIn(PipelineOptions options) => Path.Combine(options.Home, "service.log");

    /// <summary>The log of the service before stays beside the new one: it may tell why that one died.</summary>
    public static void KeepLast(PipelineOptions options)
    {
        var path = PathIn(options);
        if (File.Exists(path))
        {
            File.Move(path, path + ".1", overwrite: true);
        }
    }

    public static string Tail(PipelineOptions options)
    {
        var path = PathIn(options);
        return File.Exists(path) ? string.Join('\n', File.ReadLines(path).TakeLast(TailLines)) : $"(no log in {path})";
    }
}
