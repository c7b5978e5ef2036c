using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Util.Reflection;

namespace Akka.Dispatch;

/// <summary>The dispatchers of a system, by the paths of their configuration.</summary>
public sealed class Dispatchers
{
    public const string DefaultDispatcherId = "akka.actor.default-dispatcher";

    public const string DefaultBlockingDispatcherId = "akka.actor.default-blocking-io-dispatcher";

    internal const string InternalDispatcherId = "akka.actor.internal-dispatcher";

    private const int MaxAliases = 20;

    private readonly ConcurrentDictionary<string, Lazy<MessageDispatcherConfigurator>> _configurators = new();

    public Dispatchers(ActorSystem system, IDispatcherPrerequisites prerequisites, ILoggingAdapter logger)
    {
        Prerequisites = prerequisites;
        DefaultGlobalDispatcher = Lookup(DefaultDispatcherId);
        InternalDispatcher = Lookup(InternalDispatcherId);
    }

    public IDispatcherPrerequisites Prerequisites { get; private set; }

    public MessageDispatcher DefaultGlobalDispatcher { get; }

    internal MessageDispatcher InternalDispatcher { get; }

    public Config DefaultDispatcherConfig => WithId(DefaultDispatcherId, Settings.GetConfig(DefaultDispatcherId));

    private Config Settings => Prerequisites.Settings.Config;

    public bool HasDispatcher(string id) => _configurators.ContainsKey(id) || Settings.HasPath(id);

    public bool RegisterConfigurator(string id, MessageDispatcherConfigurator configurator) =>
        _configurators.TryAdd(id, new Lazy<MessageDispatcherConfigurator>(configurator));

    public MessageDispatcher Lookup(string dispatcherName) => _configurators.TryGetValue(dispatcherName, out var known)
        ? known.Value.Dispatcher()
        : _configurators.GetOrAdd(Resolve(dispatcherName), id => new Lazy<MessageDispatcherConfigurator>(() => NewConfigurator(id))).Value.Dispatcher();

    internal void ReloadPrerequisites(IDispatcherPrerequisites prerequisites) => Prerequisites = prerequisites;

    /// <summary>Follows the names that stand in a dispatcher's place.</summary>
    private string Resolve(string id)
    {
        var start = id;
        for (var depth = 0; depth < MaxAliases; depth++)
        {
            var value = (Settings.HasPath(id) ? Settings.GetValue(id) : null) ?? throw new ConfigurationException($"Dispatcher {id} not configured.");
            if (value.IsObject() || _configurators.ContainsKey(id))
                return id;
            id = value.GetString() ?? throw new ConfigurationException($"Expected either a dispatcher config or an alias at [{id}] but found [{value}]");
        }

        throw new ConfigurationException($"Could not find a concrete dispatcher config for [{start}] after {MaxAliases} aliases. Is there a circular reference in your config?");
    }

    private MessageDispatcherConfigurator NewConfigurator(string id)
    {
        var config = WithId(id, Settings.GetConfig(id)).WithFallback(DefaultDispatcherConfig);
        var type = config.GetString("type");
        switch (type)
        {
            case "Dispatcher": return new DispatcherConfigurator(config, Prerequisites);
            case "TaskDispatcher": return new DispatcherConfigurator(With("task-executor", config), Prerequisites);
            case "ForkJoinDispatcher": return new DispatcherConfigurator(With("fork-join-executor", config), Prerequisites);
            case "PinnedDispatcher": return new PinnedDispatcherConfigurator(config, Prerequisites);
        }

        var found = (type == null ? null : TypeCache.TryGetType(type)) ?? throw new ConfigurationException($"Could not resolve dispatcher type {type} for path {id}");
        return (MessageDispatcherConfigurator)Activator.CreateInstance(found, config, Prerequisites);
    }

    private static Config WithId(string id, Config config) =>
        ConfigurationFactory.ParseString($"id: \"{id}\", name: \"{id[(id.LastIndexOf('.') + 1)..]}\"").WithFallback(config);

    private static Config With(string executor, Config config) => ConfigurationFactory.ParseString($"executor = {executor}").WithFallback(config);
}
