using System;
using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Util.Reflection;

namespace Akka.Persistence;

/// <summary>The way to a system's <see cref="PersistenceExtension"/>.</summary>
public sealed class Persistence : ExtensionIdProvider<PersistenceExtension>
{
    public static Persistence Instance { get; } = new();

    private Persistence()
    {
    }

    public static Config DefaultConfig() => ConfigurationFactory.ParseString(
        """
        akka.persistence {
          max-concurrent-recoveries = 50
          journal {
            plugin = ""
            inmem {
              class = "Akka.Persistence.Journal.MemoryJournal, Akka.Persistence"
              plugin-dispatcher = "akka.actor.default-dispatcher"
            }
          }
          journal-plugin-fallback {
            class = ""
            plugin-dispatcher = "akka.persistence.dispatchers.default-plugin-dispatcher"
            recovery-event-timeout = 30s
          }
          dispatchers.default-plugin-dispatcher {
            type = Dispatcher
            throughput = 100
          }
        }
        """);

    public override PersistenceExtension CreateExtension(ExtendedActorSystem system) => new(system);
}

/// <summary>Finds and starts the journals of a system.</summary>
public class PersistenceExtension : IExtension
{
    private const string Fallback = "akka.persistence.journal-plugin-fallback";

    private readonly ExtendedActorSystem _system;
    private readonly Config _config;
    private readonly ConcurrentDictionary<string, Lazy<Plugin>> _journals = new();

    public PersistenceExtension(ExtendedActorSystem system)
    {
        _system = system;
        _system.Settings.InjectTopLevelFallback(Persistence.DefaultConfig());
        _config = system.Settings.Config;
        var permits = _config.GetInt("akka.persistence.max-concurrent-recoveries", 50);
        RecoveryPermitter = system.SystemActorOf(Props.Create(() => new RecoveryPermitter(permits)), "recoveryPermitter");
    }

    internal IActorRef RecoveryPermitter { get; }

    /// <param name="journalPluginId">Its path in the configuration; empty for the default one.</param>
    public IActorRef JournalFor(string? journalPluginId) => PluginOf(journalPluginId).Journal;

    internal TimeSpan RecoveryEventTimeout(string? journalPluginId) =>
        PluginOf(journalPluginId).Config.GetTimeSpan("recovery-event-timeout", TimeSpan.FromSeconds(30), false);

    private Plugin PluginOf(string? id)
    {
        var path = string.IsNullOrEmpty(id) ? _config.GetString("akka.persistence.journal.plugin", "") : id;
        return string.IsNullOrEmpty(path)
            ? throw new ArgumentException("Default journal plugin is not configured, see 'reference.conf'")
            : _journals.GetOrAdd(path, p => new Lazy<Plugin>(() => Start(p))).Value;
    }

    private Plugin Start(string path)
    {
        if (!_config.HasPath(path))
        {
            throw new ArgumentException($"Persistence config is missing plugin config path for: {path}");
        }

        var config = _config.GetConfig(path).WithFallback(_config.GetConfig(Fallback));
        var type = TypeCache.GetType(config.GetString("class")
            ?? throw new ArgumentException($"Plugin class name must be defined in config property [{path}.class]"));
        var props = type.GetConstructor([typeof(Config)]) is null ? new Props(type) : new Props(type, [config]);
        var dispatcher = config.GetString("plugin-dispatcher", Dispatchers.DefaultDispatcherId);
        return new Plugin(_system.SystemActorOf(props.WithDispatcher(dispatcher), path), config);
    }

    private sealed record Plugin(IActorRef Journal, Config Config);
}
