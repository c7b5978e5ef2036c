using Akka.Actor;
using Akka.Event;

namespace Akka.Pattern;

/// <summary>Stops a child that threw, and starts it again some time later.</summary>
internal sealed class BackoffOnRestartSupervisor : BackoffSupervisorBase
{
    private readonly BackoffDelay _delay;
    private readonly OneForOneStrategy _strategy;

    public BackoffOnRestartSupervisor(Props childProps, string childName, BackoffDelay delay, IBackoffReset reset, OneForOneStrategy strategy, object replyWhileStopped, Func<object, bool> finalStopMessage)
        : base(childProps, childName, reset, replyWhileStopped, finalStopMessage)
    {
        _delay = delay;
        _strategy = strategy;
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_strategy.MaxNumberOfRetries, _strategy.WithinTimeRangeMilliseconds, Decide);

    protected override bool Receive(object message)
    {
        if (message is not Terminated terminated || !terminated.ActorRef.Equals(Child))
            return HandleBackoff(message);
        Log.Debug($"Terminating, because child {Child} terminated itself");
        Context.Stop(Self);
        return true;
    }

    /// <summary>A restart becomes a stop, with a start later.</summary>
    private Directive Decide(Exception cause)
    {
        var directive = _strategy.Decider.Decide(cause);
        if (directive != Directive.Restart)
            return directive;

        if (_strategy.WithinTimeRangeMilliseconds > 0 && RestartCountN == 0)
            Later(TimeSpan.FromMilliseconds(_strategy.WithinTimeRangeMilliseconds), new BackoffSupervisor.ResetRestartCount(RestartCountN));
        if (_strategy.MaxNumberOfRetries >= 0 && RestartCountN + 1 > _strategy.MaxNumberOfRetries)
        {
            Log.Debug($"Terminating on restart #{RestartCountN + 1} which exceeds max allowed restarts ({_strategy.MaxNumberOfRetries})");
            Become(Receive);
            Context.Stop(Self);
        }
        else
            Become(WaitingForEndOf(Sender));
        return Directive.Stop;
    }

    private Receive WaitingForEndOf(IActorRef child) => message =>
    {
        switch (message)
        {
            case Terminated terminated when terminated.ActorRef.Equals(child):
                Become(Receive);
                Child = null;
                Later(_delay.After(RestartCountN), BackoffSupervisor.StartChild.Instance);
                RestartCountN++;
                return true;
            case BackoffSupervisor.StartChild:
                return true;
            default:
                return HandleBackoff(message);
        }
    };
}
