using Akka.Actor;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>The logger of tests: prints, except what a filter takes.</summary>
public class TestEventListener : DefaultLogger
{
    private readonly List<EventFilter> _filters = [];

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger initialize:
                foreach (var channel in new[] { typeof(Mute), typeof(Unmute), typeof(DeadLetter), typeof(UnhandledMessage) })
                    initialize.LoggingBus.Subscribe(Self, channel);
                return base.Receive(message);
            case Mute mute:
                _filters.AddRange(mute.Filters);
                break;
            case Unmute unmute:
                _filters.RemoveAll(unmute.Filters.Contains);
                break;
            case LogEvent log when !IsTaken(log):
                Print(log);
                break;
            case DeadLetter letter when letter.Message is not Dispatch.SysMsg.ISystemMessage:
                var warning = new Warning(letter.Recipient.Path.ToString(), letter.Recipient.GetType(), letter);
                if (!IsTaken(warning))
                    Print(warning);
                break;
        }

        return true;
    }

    private bool IsTaken(LogEvent log) => _filters.Any(f => f.Takes(log));
}

/// <summary>To the listener: apply these filters.</summary>
internal sealed record Mute(IReadOnlyList<EventFilter> Filters) : INoSerializationVerificationNeeded;

/// <summary>To the listener: apply them no longer.</summary>
internal sealed record Unmute(IReadOnlyList<EventFilter> Filters) : INoSerializationVerificationNeeded;
