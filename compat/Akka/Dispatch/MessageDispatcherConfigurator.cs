using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Util.Reflection;

namespace Akka.Dispatch;

/// <summary>What a dispatcher may need of its system.</summary>
public interface IDispatcherPrerequisites
{
    EventStream EventStream { get; }

    IScheduler Scheduler { get; }

    Settings Settings { get; }

    Mailboxes Mailboxes { get; }
}

/// <summary>The prerequisites as the system hands them out.</summary>
public sealed class DefaultDispatcherPrerequisites(EventStream eventStream, IScheduler scheduler, Settings settings, Mailboxes mailboxes) : IDispatcherPrerequisites
{
    public EventStream EventStream { get; } = eventStream;

    public IScheduler Scheduler { get; } = scheduler;

    public Settings Settings { get; } = settings;

    public Mailboxes Mailboxes { get; } = mailboxes;
}

/// <summary>Makes the dispatcher that a section of the configuration describes.</summary>
public abstract class MessageDispatcherConfigurator
{
    protected MessageDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    {
        Config = config;
        Prerequisites = prerequisites;
    }

    public Config Config { get; }

    public IDispatcherPrerequisites Prerequisites { get; }

    public abstract MessageDispatcher Dispatcher();

    protected ExecutorServiceConfigurator ConfigureExecutor()
    {
        var executor = Config.GetString("executor");
        return executor switch
        {
            null or "" or "default-executor" or "thread-pool-executor" => new ThreadPoolExecutorConfigurator(Config, Prerequisites),
            "task-executor" => new TaskExecutorConfigurator(Config, Prerequisites),
            "fork-join-executor" => new DedicatedThreadsExecutorConfigurator(Config, Prerequisites),
            _ => (ExecutorServiceConfigurator)Activator.CreateInstance(
                TypeCache.TryGetType(executor) ?? throw new ConfigurationException(
                    $"Could not resolve executor service configurator type {executor} for path {Config.GetString("id", "unknown")}"),
                Config,
                Prerequisites),
        };
    }
}

/// <summary>The configurator of <c>type = Dispatcher</c>: one dispatcher for all.</summary>
public sealed class DispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly MessageDispatcher _dispatcher;

    public DispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites) : base(config, prerequisites)
    {
        var deadline = config.GetTimeSpan("throughput-deadline-time").Ticks;
        _dispatcher = new Dispatcher(
            this, config.GetString("id"), config.GetInt("throughput"), deadline > 0 ? deadline : null, ConfigureExecutor(), config.GetTimeSpan("shutdown-timeout"));
    }

    public override MessageDispatcher Dispatcher() => _dispatcher;
}
