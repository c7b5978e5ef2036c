using Akka.Actor;

namespace Akka.Event;

/// <summary>Logs dead letters: some, then none for a while.</summary>
public class DeadLetterListener : ActorBase
{
    private readonly EventStream _stream = Context.System.EventStream;
    private readonly int _limit = Context.System.Settings.LogDeadLetters;
    private readonly TimeSpan _suspendFor = Context.System.Settings.LogDeadLettersSuspendDuration;
    private DateTimeOffset? _suspendedUntil;
    private int _count;

    protected override void PreStart()
    {
        _stream.Subscribe(Self, typeof(DeadLetter));
        _stream.Subscribe(Self, typeof(Dropped));
        _stream.Subscribe(Self, typeof(UnhandledMessage));
    }

    // The count goes on across a restart.
    protected override void PreRestart(Exception reason, object message) { }

    protected override void PostRestart(Exception reason) { }

    protected override void PostStop() => _stream.Unsubscribe(Self);

    protected override bool Receive(object message)
    {
        if (message is not AllDeadLetters letter)
            return false;
        if (letter.Message is IDeadLetterSuppression)
            return true;
        _count++;
        if (_suspendedUntil is { } until)
        {
            if (DateTimeOffset.UtcNow <= until)
                return true;
            Log(letter, $", of which {_count - _limit - 1} were not logged. The counter will be reset now");
            _count = 0;
            _suspendedUntil = null;
        }
        else if (_limit == int.MaxValue || _count != _limit)
            Log(letter, "");
        else if (_suspendFor == Timeout.InfiniteTimeSpan)
        {
            Log(letter, ", no more dead letters will be logged");
            Context.Stop(Self);
        }
        else
        {
            Log(letter, $", no more dead letters will be logged in next [{_suspendFor}]");
            _suspendedUntil = DateTimeOffset.UtcNow + _suspendFor;
        }

        return true;
    }

    private void Log(AllDeadLetters letter, string more)
    {
        var inner = WrappedMessage.Unwrap(letter.Message);
        var name = inner.GetType().Name;
        var from = letter.Sender is null or DeadLetterActorRef ? "" : $" from {letter.Sender}";
        var what = letter switch
        {
            Dropped dropped => $"was dropped. {dropped.Reason}.",
            UnhandledMessage => "was unhandled.",
            _ => "was not delivered.",
        };
        var content = inner.ToString() is { } text && text != name ? $" Message content: {text}" : "";
        _stream.Publish(new Info(
            letter.Recipient.Path.ToString(),
            letter.Recipient.GetType(),
            $"Message [{name}]{from} to {letter.Recipient} {what} [{_count}] dead letters encountered{more}. "
            + $"This logging can be turned off or adjusted with configuration settings 'akka.log-dead-letters' and 'akka.log-dead-letters-during-shutdown'.{content}"));
    }
}
