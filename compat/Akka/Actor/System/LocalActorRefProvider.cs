using System.Collections.Concurrent;
using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The tree of a system within one process.</summary>
public sealed class LocalActorRefProvider : IActorRefProvider
{
    private readonly ActorPath _tempRoot;
    private readonly ConcurrentDictionary<string, IInternalActorRef> _temps = new();
    private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DeadLetterActorRef _deadLetters;
    private long _nextTemp;

    internal LocalActorRefProvider(string systemName, Settings settings, EventStream eventStream)
    {
        Settings = settings;
        EventStream = eventStream;
        RootPath = new RootActorPath(new Address("akka", systemName));
        _tempRoot = RootPath / "temp";
        _deadLetters = new DeadLetterActorRef(this, RootPath / "deadLetters", eventStream);
        TempContainer = new TempContainerRef(this, _tempRoot);
    }

    public EventStream EventStream { get; }

    public Settings Settings { get; }

    public ActorPath RootPath { get; }

    public Address DefaultAddress => RootPath.Address;

    public IActorRef DeadLetters => _deadLetters;

    public IInternalActorRef RootGuardian { get; private set; }

    public LocalActorRef Guardian { get; private set; }

    public LocalActorRef SystemGuardian { get; private set; }

    public IInternalActorRef TempContainer { get; }

    public Task TerminationTask => _terminated.Task;

    public ActorPath TempPath() => _tempRoot / $"${Interlocked.Increment(ref _nextTemp)}";

    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path) => _temps[path.Name] = actorRef;

    public void UnregisterTempActor(ActorPath path) => _temps.TryRemove(path.Name, out _);

    public FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs) => new(tcs, TempPath(), this);

    public IActorRef ResolveActorRef(string path) =>
        ActorPath.TryParse(path, out var parsed) ? ResolveActorRef(parsed) : _deadLetters;

    public IActorRef ResolveActorRef(ActorPath actorPath)
    {
        if (actorPath.Root != RootPath)
            return _deadLetters;
        var elements = actorPath.Elements.ToArray();
        if (elements.Length == 0)
            return RootGuardian;
        if (actorPath.Uid != ActorCell.UndefinedUid)
            elements[^1] += "#" + actorPath.Uid;
        var found = RootGuardian.GetChild(elements);
        return found.IsNobody() ? new EmptyLocalActorRef(this, actorPath, EventStream) : found;
    }

    IInternalActorRef IActorRefProvider.ActorOf(ActorSystemImpl system, Props props, IInternalActorRef supervisor, ActorPath path, bool systemService)
    {
        var deploy = Configured(path, props.Deploy);
        var effective = ReferenceEquals(deploy, props.Deploy) ? props : props.WithDeploy(deploy);
        if (!system.Dispatchers.HasDispatcher(effective.Dispatcher))
            throw new ConfigurationException($"Dispatcher [{effective.Dispatcher}] not configured for path {path}");
        try
        {
            var dispatcher = system.Dispatchers.Lookup(effective.Dispatcher);
            var mailbox = system.Mailboxes.For(effective, dispatcher.Configurator.Config);
            return new LocalActorRef(system, effective, dispatcher, mailbox, supervisor, path);
        }
        catch (Exception e)
        {
            throw new ConfigurationException($"Configuration problem while creating [{path}] with dispatcher [{effective.Dispatcher}] and mailbox [{effective.Mailbox}]", e);
        }
    }

    internal void Init(ActorSystemImpl system)
    {
        var log = Logging.GetLogger(EventStream, this);
        var top = new RootGuardianSupervisor(this, RootPath / "_Root-guardian-supervisor", _terminated, log);
        var rootStrategy = new OneForOneStrategy(e =>
        {
            log.Error(e, "Guardian failed. Shutting down system");
            return Directive.Stop;
        });
        var root = new RootGuardianActorRef(system, Inside<GuardianActor>(rootStrategy), top, RootPath, this);
        RootGuardian = root;
        root.Start();

        var userStrategy = SupervisorStrategyConfigurator.CreateConfigurator(Settings.SupervisorStrategyClass).Create();
        Guardian = (LocalActorRef)root.Cell.AttachChild(Inside<GuardianActor>(userStrategy), true, "user");
        SystemGuardian = (LocalActorRef)root.Cell.AttachChild(Inside<SystemGuardianActor>(SupervisorStrategy.DefaultStrategy, Guardian), true, "system");
        // The end of the tree: first the users' actors, then the system's, then the root.
        SystemGuardian.SendSystemMessage(new Watch(Guardian, SystemGuardian));
        RootGuardian.SendSystemMessage(new Watch(SystemGuardian, RootGuardian));
    }

    internal IInternalActorRef Temp(string name) => _temps.GetValueOrDefault(name) ?? ActorRefs.Nobody;

    private static Props Inside<T>(SupervisorStrategy strategy, params object[] arguments) where T : ActorBase =>
        new Props(typeof(T), strategy, arguments).WithDispatcher(Dispatchers.InternalDispatcherId);

    /// <summary>What <c>akka.actor.deployment</c> says of the path, before what the props say.</summary>
    private Deploy Configured(ActorPath path, Deploy fromProps)
    {
        if (path.Elements.Count < 2 || path.Elements[0] != "user")
            return fromProps;
        var key = "/" + string.Join('/', path.Elements.Skip(1));
        var section = Settings.Config.GetValue("akka.actor.deployment")?.GetObject()?.GetKey(key);
        if (section == null)
            return fromProps;
        var config = section.ToConfig();
        return new Deploy(config.GetString("dispatcher", ""), config.GetString("mailbox", "")).WithFallback(fromProps);
    }
}
