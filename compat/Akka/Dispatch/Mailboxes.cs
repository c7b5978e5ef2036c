using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Util.Reflection;

namespace Akka.Dispatch;

/// <summary>The mailbox types of a system, by the paths of their configuration.</summary>
public class Mailboxes
{
    public static readonly string DefaultMailboxId = "akka.actor.default-mailbox";

    private readonly ActorSystem _system;
    private readonly ConcurrentDictionary<string, MailboxType> _types = new();
    private readonly ConcurrentDictionary<Type, string> _required = new();
    private readonly Lazy<Dictionary<Type, string>> _requirements;

    public Mailboxes(ActorSystem system)
    {
        _system = system;
        _requirements = new Lazy<Dictionary<Type, string>>(ReadRequirements);
    }

    public MailboxType Lookup(string id) => _types.GetOrAdd(id, NewType);

    /// <summary>Props first, then the dispatcher's own, then what the actor type requires, then the default.</summary>
    internal MailboxType For(Props props, Config dispatcherConfig)
    {
        if (props.Deploy.Mailbox != Deploy.NoMailboxGiven)
            return Lookup(props.Deploy.Mailbox);
        if (dispatcherConfig.HasPath("mailbox-type"))
            return Lookup(dispatcherConfig.GetString("id"));
        return Lookup(_required.GetOrAdd(props.Type, RequiredBy));
    }

    private string RequiredBy(Type actorType)
    {
        var requirement = actorType.GetInterfaces().FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequiresMessageQueue<>));
        return requirement == null ? DefaultMailboxId
            : _requirements.Value.GetValueOrDefault(requirement.GetGenericArguments()[0], DefaultMailboxId);
    }

    private Dictionary<Type, string> ReadRequirements()
    {
        var requirements = new Dictionary<Type, string>();
        foreach (var (name, mailbox) in _system.Settings.Config.GetConfig("akka.actor.mailbox.requirements").AsEnumerable())
            requirements[TypeCache.TryGetType(name) ?? throw new ConfigurationException($"akka.actor.mailbox.requirements names a type that is not there: {name}")] = mailbox.GetString();
        return requirements;
    }

    private MailboxType NewType(string id)
    {
        var config = _system.Settings.Config.GetConfig(id);
        if (config.IsNullOrEmpty())
            throw new ConfigurationException($"Mailbox Type [{id}] not configured");
        var name = config.GetString("mailbox-type");
        var type = string.IsNullOrEmpty(name) ? null : TypeCache.TryGetType(name);
        if (type == null)
            throw new ConfigurationException($"Found mailbox-type [{name}] in configuration for [{id}], but could not find that type in any loaded assemblies.");
        return (MailboxType)Activator.CreateInstance(type, _system.Settings, config);
    }
}
