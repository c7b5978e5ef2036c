using System.Globalization;
using Pipeline.Host.Local.Gateway.Http;
using Pipeline.Host.Local.Gateway.Sessions;

namespace Pipeline.Host.Local.Gateway.Requests;

/// <summary>What a session was asked for with.</summary>
public sealed record SessionRequest
{
    public string Kind { get; init; } = Kinds.Shared;
    public string? Name { get; init; }
    public string? DriverMemory { get; init; }
    public int DriverCores { get; init; }
    public string? ExecutorMemory { get; init; }
    public int ExecutorCores { get; init; }
    public int NumExecutors { get; init; }
    public int HeartbeatTimeoutInSecond { get; init; }
    public string? Queue { get; init; }
    public string? Ttl { get; init; }
    public IReadOnlyList<KeyValuePair<string, string?>> Conf { get; init; } = [];
    public IReadOnlyList<string> Jars { get; init; } = [];
    public IReadOnlyList<string> PyFiles { get; init; } = [];
    public IReadOnlyList<string> Files { get; init; } = [];
    public IReadOnlyList<string> Archives { get; init; } = [];

    /// <summary>A failure that Livy meets only when it has already given the session an id.</summary>
    public LivyError? LateFailure { get; init; }

    /// <summary>The settings of Spark SQL among the conf: an engine has to follow them, or the session must not run.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> SqlSettings =>
        [.. Conf.Where(entry => entry.Key.StartsWith("spark.sql.", StringComparison.Ordinal))];

    public int RetainedStatements => Setting("livy.rsc.retained-statements", 100);

    public int ResultRows => Setting("livy.rsc.sql.num-rows", 1000);

    private int Setting(string key, int standard)
    {
        var text = Conf.LastOrDefault(entry => entry.Key == key).Value;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : standard;
    }
}

/// <summary>What code was handed in with; either may be missing.</summary>
public sealed record ExecuteRequest(string? Code, string? Kind);
