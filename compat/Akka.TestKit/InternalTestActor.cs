using System.Threading.Channels;
using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Puts what it receives where the test finds it.</summary>
internal sealed class InternalTestActor(ChannelWriter<MessageEnvelope> queue) : UntypedActor
{
    private readonly Dictionary<IActorRef, SupervisorStrategy> _strategies = [];
    private Func<object, bool> _ignore;
    private AutoPilot _autoPilot;

    protected override SupervisorStrategy SupervisorStrategy() => new ByChild(_strategies);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case SetIgnore ignore:
                _ignore = ignore.Ignore;
                return;
            case WatchThis watch:
                Context.Watch(watch.Actor);
                Sender.Tell(Akka.Done.Instance, Self);
                return;
            case UnwatchThis unwatch:
                Context.Unwatch(unwatch.Actor);
                Sender.Tell(Akka.Done.Instance, Self);
                return;
            case SetAutoPilot pilot:
                _autoPilot = pilot.AutoPilot;
                return;
            case Spawn spawn:
                var child = Context.ActorOf(spawn.Props, spawn.Name);
                if (spawn.Strategy != null)
                    _strategies[child] = spawn.Strategy;
                queue.TryWrite(new RealMessageEnvelope(child, Self));
                return;
        }

        if (_autoPilot?.Run(Sender, message) is { } next and not KeepRunning)
            _autoPilot = next;
        if (_ignore?.Invoke(message) != true)
            queue.TryWrite(new RealMessageEnvelope(message, Sender));
    }

    internal sealed record SetIgnore(Func<object, bool> Ignore) : INoSerializationVerificationNeeded;

    internal sealed record WatchThis(IActorRef Actor) : INoSerializationVerificationNeeded;

    internal sealed record UnwatchThis(IActorRef Actor) : INoSerializationVerificationNeeded;

    internal sealed record SetAutoPilot(AutoPilot AutoPilot) : INoSerializationVerificationNeeded;

    internal sealed record Spawn(Props Props, string Name, SupervisorStrategy Strategy) : INoSerializationVerificationNeeded;

    /// <summary>Each child has the strategy it was spawned with.</summary>
    private sealed class ByChild(Dictionary<IActorRef, SupervisorStrategy> strategies) : SupervisorStrategy
    {
        public override IDecider Decider => DefaultDecider;

        protected override Directive Handle(IActorRef child, Exception exception) => For(child).Decider.Decide(exception);

        public override void ProcessFailure(IActorContext context, bool restart, IActorRef child, Exception cause, Actor.Internal.ChildRestartStats stats, IReadOnlyCollection<Actor.Internal.ChildRestartStats> children) =>
            For(child).ProcessFailure(context, restart, child, cause, stats, children);

        public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children) => strategies.Remove(child);

        private SupervisorStrategy For(IActorRef child) => strategies.GetValueOrDefault(child, DefaultStrategy);
    }
}
