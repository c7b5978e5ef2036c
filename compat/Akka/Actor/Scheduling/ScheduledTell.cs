namespace Akka.Actor.Scheduler;

/// <summary>Wraps what a scheduler sends, in the kind of wrapper that its influence on receive timeouts asks for.</summary>
internal static class ScheduledTell
{
    public static object Wrap(object message) => message is INotInfluenceReceiveTimeout ? new WithoutInfluence(message) : new Plain(message);

    private sealed class Plain(object message) : IScheduledTellMsg
    {
        public object Message => message;

        public override string ToString() => $"ScheduledTellMsg({message})";
    }

    private sealed class WithoutInfluence(object message) : IScheduledTellMsg, INotInfluenceReceiveTimeout
    {
        public object Message => message;

        public override string ToString() => $"ScheduledTellMsg({message})";
    }
}
