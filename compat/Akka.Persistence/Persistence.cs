using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Util.Reflection;

namespace Akka.Persistence;

/// <summary>Makes the persistence extension of a system.</summary>
public class Persistence : ExtensionIdProvider<PersistenceExtension>
{
    public static Persistence Instance { get; } = new();

    public override PersistenceExtension CreateExtension(ExtendedActorSystem system) => new(system);

    public static Config DefaultConfig() => ConfigurationFactory.FromResource<Persistence>("Akka.Persistence.persistence.conf");
}

/// <summary>The journals and snapshot stores of a system, each started when it is first needed.</summary>
public class PersistenceExtension : IExtension
{
    private const string JournalFallback = "akka.persistence.journal-plugin-fallback";
    private const string SnapshotFallback = "akka.persistence.snapshot-store-plugin-fallback";
    private const string NoSnapshotStore = "akka.persistence.no-snapshot-store";

    private readonly ExtendedActorSystem _system;
    private readonly ILoggingAdapter _log;
    private readonly ConcurrentDictionary<string, Lazy<Plugin>> _plugins = new();
    private readonly Lazy<IStashOverflowStrategy> _stashOverflow;
    private readonly Lazy<IActorRef> _recoveryPermitter;

    public PersistenceExtension(ExtendedActorSystem system)
    {
        _system = system;
        system.Settings.InjectTopLevelFallback(Persistence.DefaultConfig());
        _log = Logging.GetLogger(system, this);
        _stashOverflow = new Lazy<IStashOverflowStrategy>(() =>
            ((IStashOverflowStrategyConfigurator)Activator.CreateInstance(TypeCache.GetType(Settings("internal-stash-overflow-strategy")))).Create(system.Settings.Config));
        _recoveryPermitter = new Lazy<IActorRef>(() => system.SystemActorOf(
            Props.Create(() => new Recovering.RecoveryPermitter(system.Settings.Config.GetInt("akka.persistence.max-concurrent-recoveries", 0))), "recoveryPermitter"));
        foreach (var id in system.Settings.Config.GetStringList("akka.persistence.journal.auto-start-journals"))
            JournalFor(id);
        foreach (var id in system.Settings.Config.GetStringList("akka.persistence.snapshot-store.auto-start-snapshot-stores"))
            SnapshotStoreFor(id);
    }

    public IStashOverflowStrategy DefaultInternalStashOverflowStrategy => _stashOverflow.Value;

    internal IActorRef RecoveryPermitter => _recoveryPermitter.Value;

    public string PersistenceId(IActorRef actor) => actor.Path.ToStringWithoutAddress();

    public IActorRef JournalFor(string journalPluginId) => JournalPlugin(journalPluginId).Ref;

    public IActorRef SnapshotStoreFor(string snapshotPluginId)
    {
        var id = string.IsNullOrEmpty(snapshotPluginId) ? Settings("snapshot-store.plugin") : snapshotPluginId;
        if (string.IsNullOrEmpty(id))
        {
            _log.Warning("No default snapshot store configured! To configure a default snapshot-store plugin set the `akka.persistence.snapshot-store.plugin` key.");
            id = NoSnapshotStore;
        }

        return PluginFor(id, SnapshotFallback).Ref;
    }

    internal Config JournalConfigFor(string journalPluginId) => JournalPlugin(journalPluginId).Config;

    /// <summary>The configuration of the plugin that runs as this actor.</summary>
    internal Config ConfigFor(IActorRef plugin) => WithFallback(plugin.Path.Name, JournalFallback);

    internal Config SnapshotConfigFor(IActorRef plugin) => WithFallback(plugin.Path.Name, SnapshotFallback);

    private Plugin JournalPlugin(string journalPluginId)
    {
        var id = string.IsNullOrEmpty(journalPluginId) ? Settings("journal.plugin") : journalPluginId;
        return string.IsNullOrEmpty(id) ? throw new ConfigurationException("Default journal plugin is not configured") : PluginFor(id, JournalFallback);
    }

    private Plugin PluginFor(string id, string fallback) => _plugins.GetOrAdd(id, key => new Lazy<Plugin>(() => Start(key, fallback))).Value;

    private Plugin Start(string id, string fallback)
    {
        if (!_system.Settings.Config.HasPath(id))
            throw new ArgumentException($"Persistence config is missing plugin config path for: {id}");
        var config = WithFallback(id, fallback);
        var typeName = config.GetString("class");
        if (string.IsNullOrEmpty(typeName))
            throw new ArgumentException($"Plugin class name must be defined in config property [{id}.class]");
        var type = TypeCache.GetType(typeName);
        object[] arguments = type.GetConstructor([typeof(Config)]) == null ? [] : [config];
        return new Plugin(_system.SystemActorOf(new Props(type, arguments).WithDispatcher(config.GetString("plugin-dispatcher")), id), config);
    }

    private Config WithFallback(string id, string fallback) => _system.Settings.Config.GetConfig(id).WithFallback(_system.Settings.Config.GetConfig(fallback));

    private string Settings(string key) => _system.Settings.Config.GetString("akka.persistence." + key);

    private sealed record Plugin(IActorRef Ref, Config Config);
}
