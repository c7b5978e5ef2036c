using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>Where the turns of a dispatcher run.</summary>
public abstract class ExecutorService
{
    protected ExecutorService(string id) => Id = id;

    public string Id { get; }

    public abstract void Execute(IRunnable run);

    public abstract void Shutdown();
}

/// <summary>Makes executors.</summary>
public abstract class ExecutorServiceFactory
{
    public abstract ExecutorService Produce(string id);
}

/// <summary>Makes executors as configured.</summary>
public abstract class ExecutorServiceConfigurator : ExecutorServiceFactory
{
    protected ExecutorServiceConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    {
        Config = config;
        Prerequisites = prerequisites;
    }

    public Config Config { get; }

    public IDispatcherPrerequisites Prerequisites { get; }
}

/// <summary>An executor takes no more work.</summary>
public class RejectedExecutionException(string message = null, Exception inner = null) : AkkaException(message, inner);

internal sealed class ThreadPoolExecutorConfigurator(Config config, IDispatcherPrerequisites prerequisites) : ExecutorServiceConfigurator(config, prerequisites)
{
    public override ExecutorService Produce(string id) => new ThreadPoolExecutor(id);

    private sealed class ThreadPoolExecutor(string id) : ExecutorService(id)
    {
        public override void Execute(IRunnable run) => ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: true);

        public override void Shutdown() { }
    }
}

internal sealed class TaskExecutorConfigurator(Config config, IDispatcherPrerequisites prerequisites) : ExecutorServiceConfigurator(config, prerequisites)
{
    public override ExecutorService Produce(string id) => new TaskExecutor(id);

    private sealed class TaskExecutor(string id) : ExecutorService(id)
    {
        public override void Execute(IRunnable run) =>
            Task.Factory.StartNew(static r => ((IRunnable)r).Run(), run, CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default);

        public override void Shutdown() { }
    }
}

internal sealed class DedicatedThreadsExecutorConfigurator(Config config, IDispatcherPrerequisites prerequisites) : ExecutorServiceConfigurator(config, prerequisites)
{
    public override ExecutorService Produce(string id)
    {
        var threads = Config.GetInt("dedicated-thread-pool.thread-count", Config.GetInt("fork-join-executor.parallelism-min"));
        return threads > 0
            ? new DedicatedThreadsExecutor(id, threads)
            : throw new ConfigurationException($"must define section 'dedicated-thread-pool' OR 'fork-join-executor' for fork-join-executor {id}");
    }

    private sealed class DedicatedThreadsExecutor : ExecutorService
    {
        private readonly BlockingCollection<IRunnable> _work = [];

        public DedicatedThreadsExecutor(string id, int threads) : base(id)
        {
            for (var i = 0; i < threads; i++)
                new Thread(Work) { IsBackground = true, Name = $"{id}_{i}" }.Start();
        }

        public override void Execute(IRunnable run)
        {
            try
            {
                _work.Add(run);
            }
            catch (InvalidOperationException e)
            {
                throw new RejectedExecutionException($"The executor of {Id} is shutting down", e);
            }
        }

        public override void Shutdown() => _work.CompleteAdding();

        private void Work()
        {
            foreach (var run in _work.GetConsumingEnumerable())
                run.Run();
        }
    }
}
