using System.Globalization;

namespace Pipeline.Host.Local.Gateway;

/// <summary>How a gateway is set up.</summary>
public sealed record GatewayOptions
{
    /// <summary>The folder under which all state of this checkout lies.</summary>
    public required string Home { get; init; }

    public string Name { get; init; } = "local";

    /// <summary>How many engines run at once; further sessions wait as <c>starting</c>.</summary>
    public int Sessions { get; init; } = 8;

    /// <summary>0 takes a free port.</summary>
    public int Port { get; init; }

    /// <summary>The command that starts an engine; null takes the checkout's own.</summary>
    public IReadOnlyList<string>? EngineCommand { get; init; }

    /// <summary>An engine's memory limit as DuckDB reads it; null shares out most of the machine's.</summary>
    public string? EngineMemory { get; init; }

    /// <summary>How long a cancelled statement may go on before its engine is ended.</summary>
    public TimeSpan CancelGrace { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a session whose engine is gone may look alive while nobody asks for its statements.</summary>
    public TimeSpan LossNotice { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long an engine may take to end by itself.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(2);

    public long MaxRequestBytes { get; init; } = 16 * 1024 * 1024;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the gateway's own words for people go.</summary>
    public Action<string> Log { get; init; } = _ => { };

    public int EngineThreads => Math.Max(1, Environment.ProcessorCount / Math.Max(1, Sessions));

    public string EngineMemoryLimit => EngineMemory ?? SharedMemory(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, Sessions);

    /// <summary>The folder of a session's engine; it goes with the session.</summary>
    public string TempFolder(int session) =>
        Path.Combine(TempRoot, "session-" + session.ToString(CultureInfo.InvariantCulture));

    public string TempRoot => Path.Combine(Home, "local", "engines", Name);

    // The other 40 % are for PostgreSQL, the service and the engines' own runtime.
    private static string SharedMemory(long total, int sessions) =>
        Math.Max(256, total / 10 * 6 / Math.Max(1, sessions) / (1024 * 1024)).ToString(CultureInfo.InvariantCulture) + "MB";
}
