using Akka.Actor;

namespace Akka.Pattern;

/// <summary>Options for a supervisor that waits longer and longer before it starts its child again.</summary>
public static class Backoff
{
    /// <summary>After the child threw. A child that stops by itself ends the supervisor.</summary>
    public static BackoffOptions OnFailure(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        new BackoffOptionsImpl(onStop: false, childProps, childName, new BackoffDelay(minBackoff, maxBackoff, randomFactor)).WithMaxNrOfRetries(maxNrOfRetries);

    /// <summary>After the child stopped, for whatever reason.</summary>
    public static BackoffOptions OnStop(Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries) =>
        new BackoffOptionsImpl(onStop: true, childProps, childName, new BackoffDelay(minBackoff, maxBackoff, randomFactor)).WithMaxNrOfRetries(maxNrOfRetries);
}

/// <summary>How a backoff supervisor is to behave.</summary>
public abstract class BackoffOptions
{
    internal abstract Props Props { get; }

    /// <summary>The count starts anew when the child has run that long.</summary>
    public abstract BackoffOptions WithAutoReset(TimeSpan resetBackoff);

    /// <summary>The count starts anew when the child sends <see cref="BackoffSupervisor.Reset"/>.</summary>
    public abstract BackoffOptions WithManualReset();

    public abstract BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy);

    public abstract BackoffOptions WithDefaultStoppingStrategy();

    /// <summary>The answer to messages while there is no child; otherwise they become dead letters.</summary>
    public abstract BackoffOptions WithReplyWhileStopped(object replyWhileStopped);

    public abstract BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries);

    /// <summary>After such a message the child's end is the supervisor's end.</summary>
    public abstract BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage);
}

internal sealed class BackoffOptionsImpl(bool onStop, Props child, string name, BackoffDelay delay) : BackoffOptions
{
    private IBackoffReset Reset { get; init; } = new AutoReset(delay.Min);

    private OneForOneStrategy Strategy { get; init; } = new(SupervisorStrategy.DefaultDecider);

    private object ReplyWhileStopped { get; init; }

    private Func<object, bool> FinalStopMessage { get; init; }

    internal override Props Props
    {
        get
        {
            if (delay.Min <= TimeSpan.Zero)
                throw new ArgumentException("MinBackoff must be greater than 0");
            if (delay.Max < delay.Min)
                throw new ArgumentException("MaxBackoff must be greater than MinBackoff");
            if (delay.RandomFactor is < 0.0 or > 1.0)
                throw new ArgumentException("RandomFactor must be between 0.0 and 1.0");
            return onStop
                ? Props.Create(() => new BackoffSupervisor(child, name, delay.Min, delay.Max, Reset, delay.RandomFactor, Strategy, ReplyWhileStopped, FinalStopMessage))
                : Props.Create(() => new BackoffOnRestartSupervisor(child, name, delay, Reset, Strategy, ReplyWhileStopped, FinalStopMessage));
        }
    }

    public override BackoffOptions WithAutoReset(TimeSpan resetBackoff) => With(reset: new AutoReset(resetBackoff));

    public override BackoffOptions WithManualReset() => With(reset: new ManualReset());

    public override BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy) => With(strategy: supervisorStrategy);

    public override BackoffOptions WithDefaultStoppingStrategy() =>
        With(strategy: new OneForOneStrategy(Strategy.MaxNumberOfRetries, null, SupervisorStrategy.StoppingStrategy.Decider));

    public override BackoffOptions WithReplyWhileStopped(object replyWhileStopped) => With(reply: replyWhileStopped);

    public override BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries) => With(strategy: Strategy.WithMaxNrOfRetries(maxNrOfRetries));

    public override BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage) => With(final: isFinalStopMessage);

    private BackoffOptionsImpl With(IBackoffReset reset = null, OneForOneStrategy strategy = null, object reply = null, Func<object, bool> final = null) =>
        new(onStop, child, name, delay)
        {
            Reset = reset ?? Reset,
            Strategy = strategy ?? Strategy,
            ReplyWhileStopped = reply ?? ReplyWhileStopped,
            FinalStopMessage = final ?? FinalStopMessage,
        };
}
