using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>Makes filters for what is logged.</summary>
public class EventFilterFactory
{
    private readonly TestKitBase _testKit;
    private readonly ActorSystem _system;
    private readonly IReadOnlyList<EventFilter> _filters;

    public EventFilterFactory(TestKitBase testkit) : this(testkit, testkit.Sys) { }

    public EventFilterFactory(TestKitBase testkit, ActorSystem system) : this(testkit, system, []) { }

    internal EventFilterFactory(TestKitBase testkit, ActorSystem system, IReadOnlyList<EventFilter> filters)
    {
        _testKit = testkit;
        _system = system;
        _filters = filters;
    }

    public IEventFilterApplier Exception<TException>(Regex pattern, string source = null) where TException : Exception => Exception(typeof(TException), pattern, source);

    public IEventFilterApplier Exception(Type exceptionType, Regex pattern, string source = null, bool checkInnerExceptions = false) =>
        Failure(exceptionType, EventFilter.Text(pattern), source, checkInnerExceptions);

    public IEventFilterApplier Exception<TException>(string message = null, string start = null, string contains = null, string source = null) where TException : Exception =>
        Exception(typeof(TException), message, start, contains, source);

    public IEventFilterApplier Exception(Type exceptionType, string message = null, string start = null, string contains = null, string source = null, bool checkInnerExceptions = false) =>
        Failure(exceptionType, EventFilter.Text(message, start, contains), source, checkInnerExceptions);

    public IEventFilterApplier Error(string message = null, string start = null, string contains = null, string source = null) => ForLogLevel(LogLevel.ErrorLevel, message, start, contains, source);

    public IEventFilterApplier Error(Regex pattern, string source = null) => ForLogLevel(LogLevel.ErrorLevel, pattern, source);

    public IEventFilterApplier Warning(string message = null, string start = null, string contains = null, string source = null) => ForLogLevel(LogLevel.WarningLevel, message, start, contains, source);

    public IEventFilterApplier Warning(Regex pattern, string source = null) => ForLogLevel(LogLevel.WarningLevel, pattern, source);

    public IEventFilterApplier Info(string message = null, string start = null, string contains = null, string source = null) => ForLogLevel(LogLevel.InfoLevel, message, start, contains, source);

    public IEventFilterApplier Info(Regex pattern, string source = null) => ForLogLevel(LogLevel.InfoLevel, pattern, source);

    public IEventFilterApplier Debug(string message = null, string start = null, string contains = null, string source = null) => ForLogLevel(LogLevel.DebugLevel, message, start, contains, source);

    public IEventFilterApplier Debug(Regex pattern, string source = null) => ForLogLevel(LogLevel.DebugLevel, pattern, source);

    public IEventFilterApplier ForLogLevel(LogLevel logLevel, string message = null, string start = null, string contains = null, string source = null) =>
        OfLevel(logLevel, EventFilter.Text(message, start, contains), source);

    public IEventFilterApplier ForLogLevel(LogLevel logLevel, Regex pattern, string source = null) => OfLevel(logLevel, EventFilter.Text(pattern), source);

    public IEventFilterApplier Custom(Predicate<LogEvent> predicate) => Apply("custom", log => predicate(log));

    public IEventFilterApplier Custom<TLogEvent>(Predicate<TLogEvent> predicate) where TLogEvent : LogEvent => Apply("custom", log => log is TLogEvent typed && predicate(typed));

    public IEventFilterApplier DeadLetter() => DeadLetter(typeof(object));

    public IEventFilterApplier DeadLetter<TMessage>(string source = null) => DeadLetter(typeof(TMessage), source);

    public IEventFilterApplier DeadLetter<TMessage>(Func<TMessage, bool> isMatch, string source = null) => DeadLetter(typeof(TMessage), message => isMatch((TMessage)message), source);

    public IEventFilterApplier DeadLetter(Type type, string source = null) => DeadLetter(type, _ => true, source);

    public IEventFilterApplier DeadLetter(Type type, Func<object, bool> isMatch, string source = null) => Apply(
        $"dead letter of {type.Name}",
        log => log.Message is DeadLetter letter && type.IsInstanceOfType(letter.Message) && isMatch(letter.Message) && (source == null || letter.Sender.Path.ToString() == source));

    private IEventFilterApplier Failure(Type type, Func<string, bool> text, string source, bool withInner) => Apply(
        $"error with {type.Name}",
        log => log is Error error && EventFilter.FromSource(log, source) && Causes(error.Cause, withInner).Any(type.IsInstanceOfType)
            && (text(log.Message?.ToString() ?? "null") || Causes(error.Cause, withInner).Any(cause => text(cause.Message))));

    private IEventFilterApplier OfLevel(LogLevel level, Func<string, bool> text, string source) => Apply(
        level.StringFor(), log => log.LogLevel() == level && EventFilter.FromSource(log, source) && text(log.Message?.ToString() ?? "null"));

    private static IEnumerable<Exception> Causes(Exception cause, bool withInner)
    {
        for (; cause != null; cause = withInner ? cause.InnerException : null)
            yield return cause;
    }

    private IEventFilterApplier Apply(string description, Func<LogEvent, bool> fits) => new EventFilterApplier(_testKit, _system, [.. _filters, new EventFilter(description, fits)]);
}
