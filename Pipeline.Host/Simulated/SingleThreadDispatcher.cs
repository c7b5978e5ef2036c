using Akka.Configuration;
using Akka.Dispatch;

namespace Pipeline.Host.Simulated;

/// <summary>Puts the actors' turns into the one queue of their incarnation, one message a turn.</summary>
internal sealed class SingleThreadDispatcher : MessageDispatcher
{
    private readonly ServiceIncarnation _service;

    public SingleThreadDispatcher(MessageDispatcherConfigurator configurator, ServiceIncarnation service) : base(configurator)
    {
        _service = service;
        Id = configurator.Config.GetString("id");
        Throughput = 1;
    }

    protected override void ExecuteTask(IRunnable run) => _service.Enqueue(run);

    protected override void Shutdown()
    {
    }
}

/// <summary>What HOCON names as a dispatcher's <c>type</c>.</summary>
public sealed class SingleThreadDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly SingleThreadDispatcher _dispatcher;

    public SingleThreadDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites) : base(config, prerequisites) =>
        _dispatcher = new SingleThreadDispatcher(this, Incarnations.Of(prerequisites.Settings.Config));

    public override MessageDispatcher Dispatcher() => _dispatcher;
}
