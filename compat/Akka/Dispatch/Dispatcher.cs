namespace Akka.Dispatch;

/// <summary>The usual dispatcher: turns run on an executor.</summary>
public class Dispatcher : MessageDispatcher
{
    private readonly ExecutorServiceFactory _factory;
    private Lazy<ExecutorService> _executor;

    public Dispatcher(MessageDispatcherConfigurator configurator, string id, int throughput, long? throughputDeadlineTime, ExecutorServiceFactory executorServiceFactory, TimeSpan shutdownTimeout)
        : base(configurator)
    {
        Id = id;
        Throughput = throughput;
        ThroughputDeadlineTime = throughputDeadlineTime;
        ShutdownTimeout = shutdownTimeout;
        _factory = executorServiceFactory;
        _executor = NewExecutor();
    }

    protected override void ExecuteTask(IRunnable run) => Volatile.Read(ref _executor).Value.Execute(run);

    // The next actor on this dispatcher gets a new executor.
    protected override void Shutdown()
    {
        var old = Interlocked.Exchange(ref _executor, NewExecutor());
        if (old.IsValueCreated)
            old.Value.Shutdown();
    }

    private Lazy<ExecutorService> NewExecutor() => new(() => _factory.Produce(Id));
}

/// <summary>A dispatcher of one actor, with a thread of its own.</summary>
public sealed class PinnedDispatcher(MessageDispatcherConfigurator configurator, string id, int throughput, long? throughputDeadlineTime, ExecutorServiceFactory executorServiceFactory, TimeSpan shutdownTimeout)
    : Dispatcher(configurator, id, throughput, throughputDeadlineTime, executorServiceFactory, shutdownTimeout);

/// <summary>The configurator of <c>type = PinnedDispatcher</c>: a dispatcher for each actor.</summary>
internal sealed class PinnedDispatcherConfigurator(Configuration.Config config, IDispatcherPrerequisites prerequisites) : MessageDispatcherConfigurator(config, prerequisites)
{
    public override MessageDispatcher Dispatcher() => new PinnedDispatcher(
        this,
        Config.GetString("id"),
        Config.GetInt("throughput"),
        null,
        new DedicatedThreadsExecutorConfigurator(Configuration.ConfigurationFactory.ParseString("dedicated-thread-pool.thread-count = 1").WithFallback(Config), Prerequisites),
        Config.GetTimeSpan("shutdown-timeout"));
}
