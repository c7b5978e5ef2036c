using System.Collections.Concurrent;
using Akka.Configuration;

namespace Pipeline.Host.Simulated;

/// <summary>Which incarnation an actor system is: what Akka creates by a name in the configuration finds it by another.</summary>
internal static class Incarnations
{
    private const string Key = "akka.simulation.incarnation";
    private static readonly ConcurrentDictionary<string, ServiceIncarnation> Known = new(StringComparer.Ordinal);
    private static long _last;

    /// <returns>The configuration that leads to it; valid until <see cref="Remove"/>.</returns>
    public static Config Add(ServiceIncarnation service)
    {
        var id = $"i{Interlocked.Increment(ref _last)}";
        Known[id] = service;
        return ConfigurationFactory.ParseString($"{Key} = {id}");
    }

    public static void Remove(Config config) => Known.TryRemove(config.GetString(Key), out _);

    public static ServiceIncarnation Of(Config config) =>
        Known.GetValueOrDefault(config.GetString(Key) ?? "") ?? throw new ConfigurationException($"{Key} names no running simulation.");
}
