using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Event;

/// <summary>The kind of queue that loggers want.</summary>
public interface ILoggerMessageQueueSemantics : ISemantics;

/// <summary>A logger that is no actor, so that it can log before and after there are any.</summary>
public abstract class MinimalLogger : MinimalActorRef
{
    public sealed override ActorPath Path { get; } = new RootActorPath(Address.AllSystems, "/StandardOutLogger");

    public sealed override IActorRefProvider Provider => throw new NotSupportedException("This logger does not provide.");

    protected sealed override void TellInternal(object message, IActorRef sender) => Log(message);

    protected abstract void Log(object message);
}

/// <summary>Writes to the standard output, in colours.</summary>
public class StandardOutLogger : MinimalLogger
{
    private static readonly Lock Gate = new();

    public static ConsoleColor DebugColor { get; set; } = ConsoleColor.Gray;

    public static ConsoleColor InfoColor { get; set; } = ConsoleColor.White;

    public static ConsoleColor WarningColor { get; set; } = ConsoleColor.Yellow;

    public static ConsoleColor ErrorColor { get; set; } = ConsoleColor.Red;

    public static bool UseColors { get; set; } = true;

    protected override void Log(object message) => Print(message);

    internal static void Print(object message)
    {
        string text;
        try
        {
            text = message.ToString();
        }
        catch (FormatException e)
        {
            var log = (LogEvent)message;
            var format = log.Message is LogMessage m ? $"str=[{m.Format}], args=[{m.Unformatted()}]" : "";
            text = $"[ERROR][{log.LogSource}] Encountered FormatException while recording log: {e.Message} {format}. Please fix the format string of that call.";
        }

        lock (Gate)
        {
            if (!UseColors || message is not LogEvent entry || Console.IsOutputRedirected)
            {
                Console.WriteLine(text);
                return;
            }

            Console.ForegroundColor = entry.LogLevel() switch
            {
                LogLevel.DebugLevel => DebugColor,
                LogLevel.InfoLevel => InfoColor,
                LogLevel.WarningLevel => WarningColor,
                _ => ErrorColor,
            };
            Console.WriteLine(text);
            Console.ResetColor();
        }
    }
}

/// <summary>The logger of systems that name none: prints.</summary>
public class DefaultLogger : ActorBase, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    private MinimalLogger _stdout;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                _stdout = Context.System.Settings.StdoutLogger;
                Sender.Tell(new LoggerInitialized(), Self);
                return true;
            case LogEvent entry when _stdout != null:
                Print(entry);
                return true;
            default:
                return message is LogEvent;
        }
    }

    protected virtual void Print(LogEvent logEvent) => _stdout.Tell(logEvent, Self);
}
