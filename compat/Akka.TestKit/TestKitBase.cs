using System;
using System.Collections.Concurrent;
using System.Threading;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>Tests actors from outside: an actor system, a test actor, and expectations of what it receives.</summary>
public abstract partial class TestKitBase : IActorRefFactory
{
    private static int _testActorId;

    private readonly ITestKitAssertions _assertions;
    private readonly BlockingCollection<MessageEnvelope> _queue = [];
    private MessageEnvelope _last = NullMessageEnvelope.Instance;
    private DateTime? _end;
    private bool _lastWasNoMsg;

    protected TestKitBase(ITestKitAssertions assertions, ActorSystem? system = null, string? testActorName = null)
        : this(assertions, system, ActorSystemSetup.Empty, null, testActorName)
    {
    }

    protected TestKitBase(ITestKitAssertions assertions, ActorSystemSetup setup, string? actorSystemName = null, string? testActorName = null)
        : this(assertions, null, setup, actorSystemName, testActorName)
    {
    }

    protected TestKitBase(ITestKitAssertions assertions, Config config, string? actorSystemName = null, string? testActorName = null)
        : this(assertions, null, ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config)), actorSystemName, testActorName)
    {
    }

    protected TestKitBase(
        ITestKitAssertions assertions, ActorSystem? system, ActorSystemSetup config, string? actorSystemName, string? testActorName)
    {
        _assertions = assertions ?? throw new ArgumentNullException(nameof(assertions), "The supplied assertions must not be null.");
        if (system is null)
        {
            var given = config.Get<BootstrapSetup>();
            var bootstrap = (given.HasValue ? given.Value : BootstrapSetup.Create()).WithConfigFallback(DefaultConfig);
            system = ActorSystem.Create(actorSystemName ?? "test", config.And(bootstrap));
        }

        Sys = system;
        TestKitSettings = TestKitExtension.For(system);
        Log = Logging.GetLogger(system, GetType());
        TestActor = CreateTestActor(system, testActorName ?? "testActor" + Interlocked.Increment(ref _testActorId));
    }

    public static Config DefaultConfig { get; } = ConfigurationFactory.ParseString(
        """
        akka.test {
          timefactor = 1.0
          filter-leeway = 3s
          single-expect-default = 3s
          default-timeout = 5s
        }
        """);

    /// <summary>The time since an arbitrary point, for measuring.</summary>
    public static TimeSpan Now => TimeSpan.FromTicks(DateTime.UtcNow.Ticks);

    public ActorSystem Sys { get; }

    public TestKitSettings TestKitSettings { get; }

    public ILoggingAdapter Log { get; }

    /// <summary>Whatever it receives can be expected.</summary>
    public IActorRef TestActor { get; }

    public IActorRef LastSender => _last.Sender;

    public object? LastMessage => _last.Message;

    public bool HasMessages => _queue.Count > 0;

    public TimeSpan RemainingOrDefault => RemainingOr(Dilated(TestKitSettings.SingleExpectDefault));

    /// <summary>What is left of the enclosing Within.</summary>
    public TimeSpan Remaining => _end is { } end
        ? end - DateTime.UtcNow
        : throw new InvalidOperationException(@"Remaining may not be called outside of ""within""");

    public void IgnoreMessages(Func<object, bool> shouldIgnoreMessage) => TestActor.Tell(new QueueingTestActor.SetIgnore(shouldIgnoreMessage));

    public void IgnoreMessages<TMsg>(Func<TMsg, bool> shouldIgnoreMessage) => IgnoreMessages(m => m is TMsg msg && shouldIgnoreMessage(msg));

    public void IgnoreMessages<TMsg>() => IgnoreMessages<TMsg>(_ => true);

    public void IgnoreNoMessages() => TestActor.Tell(new QueueingTestActor.SetIgnore(null));

    /// <summary>Has the test actor watch the actor; returns when it does.</summary>
    public IActorRef Watch(IActorRef actorToWatch)
    {
        TestActor.Ask<Done>(new QueueingTestActor.WatchIt(actorToWatch), RemainingOrDefault).GetAwaiter().GetResult();
        return actorToWatch;
    }

    public IActorRef Unwatch(IActorRef actorToUnwatch)
    {
        TestActor.Ask<Done>(new QueueingTestActor.UnwatchIt(actorToUnwatch), RemainingOrDefault).GetAwaiter().GetResult();
        return actorToUnwatch;
    }

    public IActorRef ActorOf(Props props, string? name = null) => Sys.ActorOf(props, name);

    public IActorRef ActorOf<TActor>(string? name = null) where TActor : ActorBase, new() => Sys.ActorOf(Props.Create<TActor>(), name);

    public ActorSelection ActorSelection(ActorPath actorPath) => Sys.ActorSelection(actorPath);

    public ActorSelection ActorSelection(string actorPath) => Sys.ActorSelection(actorPath);

    public virtual TestProbe CreateTestProbe(string? name = null) => CreateTestProbe(Sys, name);

    public virtual TestProbe CreateTestProbe(ActorSystem system, string? name = null) => new(system, _assertions, name);

    /// <summary>The duration multiplied by <c>akka.test.timefactor</c>.</summary>
    public TimeSpan Dilated(TimeSpan duration) => duration < TimeSpan.Zero ? duration : duration * TestKitSettings.TestTimeFactor;

    public TimeSpan RemainingOrDilated(TimeSpan? duration) => duration switch
    {
        null => RemainingOrDefault,
        { } infinite when infinite < TimeSpan.Zero => throw new ArgumentException("max duration cannot be infinite", nameof(duration)),
        { } given => Dilated(given),
    };

    public TimeSpan GetTimeoutOrDefault(TimeSpan? timeout) => timeout is { } given ? Dilated(given) : RemainingOrDefault;

    /// <summary>Ends the system and waits until it is down.</summary>
    public virtual void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false) => Shutdown(Sys, duration, verifySystemShutdown);

    protected virtual void Shutdown(ActorSystem system, TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        var patience = duration is { } given ? Dilated(given) : TimeSpan.FromSeconds(5) * TestKitSettings.TestTimeFactor;
        if (system.Terminate().Wait(patience))
        {
            return;
        }

        var message = $"Failed to stop [{system.Name}] within [{patience}]";
        if (verifySystemShutdown)
        {
            throw new TimeoutException(message);
        }

        system.Log.Warning(message);
    }

    protected TimeSpan RemainingOr(TimeSpan duration) => _end is { } end ? end - DateTime.UtcNow : duration;

    private IActorRef CreateTestActor(ActorSystem system, string name) =>
        ((ExtendedActorSystem)system).SystemActorOf(Props.Create(() => new QueueingTestActor(_queue)), name);
}
