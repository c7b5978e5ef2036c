using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Util.Reflection;

namespace Akka.Event;

/// <summary>To a logger: start. It answers <see cref="LoggerInitialized"/>.</summary>
public class InitializeLogger(LoggingBus loggingBus) : INoSerializationVerificationNeeded
{
    public LoggingBus LoggingBus { get; } = loggingBus;
}

/// <summary>A logger's answer: it is ready.</summary>
public class LoggerInitialized : INoSerializationVerificationNeeded, IDeadLetterSuppression;

/// <summary>An event bus that starts and ends the loggers of its system.</summary>
public class LoggingBus : ActorEventBus<object, Type>
{
    private static int _loggerId;

    private readonly Lock _gate = new();
    private readonly List<IActorRef> _loggers = [];
    private volatile int _logLevel;

    public LogLevel LogLevel
    {
        get => (LogLevel)_logLevel;
        private set => _logLevel = (int)value;
    }

    public void StartStdoutLogger(Settings config)
    {
        SubscribeFrom(Logging.LogLevelFor(config.StdoutLogLevel), config.StdoutLogger);
        Publish(new Debug(SimpleName(this), GetType(), "StandardOutLogger started"));
    }

    public void SetLogLevel(LogLevel logLevel)
    {
        LogLevel = logLevel;
        lock (_gate)
        {
            foreach (var logger in _loggers)
                SubscribeFrom(logLevel, logger);
        }
    }

    protected override bool IsSubClassification(Type parent, Type child) => parent.IsAssignableFrom(child);

    protected override void Publish(object @event, IActorRef subscriber) => subscriber.Tell(@event, ActorCell.GetCurrentSelfOrNoSender());

    protected override bool Classify(object @event, Type classifier) => classifier.IsAssignableFrom(GetClassifier(@event));

    protected override Type GetClassifier(object @event) => @event.GetType();

    internal void StartDefaultLoggers(ActorSystemImpl system)
    {
        var settings = system.Settings;
        LogLevel = Logging.LogLevelFor(settings.LogLevel);
        var keepStdout = false;
        var starting = new List<Task>();
        foreach (var name in settings.Loggers)
        {
            var type = TypeCache.TryGetType(name) ?? throw new ConfigurationException($"Logger specified in config cannot be found: \"{name}\"");
            if (typeof(MinimalLogger).IsAssignableFrom(type))
                keepStdout = true;
            else
                starting.Add(StartLogger(system, type));
        }

        if (!Task.WaitAll([.. starting], settings.LoggerStartTimeout))
            Publish(new Warning(SimpleName(this), GetType(), $"Not all loggers responded within {settings.LoggerStartTimeout} to InitializeLogger; they may miss what is logged at the start."));
        if (settings.DebugUnhandledMessage)
            Subscribe(system.SystemActorOf(Props.Create<UnhandledMessageForwarder>(), "UnhandledMessageForwarder"), typeof(UnhandledMessage));
        if (!keepStdout)
            Unsubscribe(settings.StdoutLogger);
        Publish(new Debug($"{SimpleName(this)}({system.Name})", GetType(), "Default Loggers started"));
    }

    internal void StopDefaultLoggers(ActorSystem system)
    {
        SubscribeFrom(Logging.LogLevelFor(system.Settings.StdoutLogLevel), system.Settings.StdoutLogger);
        lock (_gate)
        {
            foreach (var logger in _loggers)
            {
                Unsubscribe(logger);
                ((IInternalActorRef)logger).Stop();
            }

            _loggers.Clear();
        }

        Publish(new Debug(SimpleName(this), GetType(), "All default loggers stopped"));
    }

    private async Task StartLogger(ActorSystemImpl system, Type type)
    {
        var name = $"log{Interlocked.Increment(ref _loggerId)}-{SimpleName(type)}";
        var logger = system.SystemActorOf(Props.Create(type).WithDispatcher(system.Settings.LoggersDispatcher), name);
        var answer = await logger.Ask(new InitializeLogger(this), Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        if (answer is not LoggerInitialized)
        {
            Publish(new Error(null, SimpleName(this), GetType(), $"Logger {name} did not respond with {nameof(LoggerInitialized)}, sent instead {answer}. Stopping logger."));
            ((IInternalActorRef)logger).Stop();
            return;
        }

        lock (_gate)
            _loggers.Add(logger);
        SubscribeFrom(LogLevel, logger);
        Publish(new Debug(SimpleName(this), GetType(), $"Logger {name} started"));
    }

    private void SubscribeFrom(LogLevel lowest, IActorRef logger)
    {
        foreach (var level in Enum.GetValues<LogLevel>())
        {
            if (level >= lowest)
                Subscribe(logger, level.ClassFor());
            else
                Unsubscribe(logger, level.ClassFor());
        }
    }

    private sealed class UnhandledMessageForwarder : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is UnhandledMessage unhandled)
            {
                Context.System.EventStream.Publish(new Debug(
                    unhandled.Recipient.Path.ToString(),
                    unhandled.Recipient.GetType(),
                    $"Unhandled message from {unhandled.Sender?.Path.ToString() ?? "NoSender"} : {unhandled.Message}"));
            }
        }
    }
}
