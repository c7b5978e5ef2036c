using Akka.Actor;
using Akka.Event;
using Xunit.Abstractions;

namespace Akka.TestKit.Xunit2;

/// <summary>Logs into the output of a test.</summary>
internal sealed class TestOutputLogger : ReceiveActor
{
    public TestOutputLogger(ITestOutputHelper output)
    {
        Receive<LogEvent>(log => Write(output, log));
        Receive<InitializeLogger>(initialize =>
        {
            foreach (var level in Enum.GetValues<LogLevel>())
                initialize.LoggingBus.Subscribe(Self, level.ClassFor());
            Sender.Tell(new LoggerInitialized(), Self);
        });
    }

    private static void Write(ITestOutputHelper output, LogEvent log)
    {
        try
        {
            output.WriteLine(log.ToString());
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            // The test has ended, or the log call is wrong; neither is this test's failure.
        }
    }
}
