using System;
using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>Puts whatever it receives into the queue that a test reads.</summary>
internal sealed class QueueingTestActor : ActorBase
{
    private readonly BlockingCollection<MessageEnvelope> _queue;
    private Func<object, bool>? _ignores;

    public QueueingTestActor(BlockingCollection<MessageEnvelope> queue) => _queue = queue;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case SetIgnore ignore:
                _ignores = ignore.Ignores;
                return true;
            case WatchIt watch:
                Context.Watch(watch.Actor);
                Sender.Tell(Done.Instance);
                return true;
            case UnwatchIt unwatch:
                Context.Unwatch(unwatch.Actor);
                Sender.Tell(Done.Instance);
                return true;
            default:
                if (_ignores is null || !_ignores(message))
                {
                    _queue.Add(new RealMessageEnvelope(message, Sender));
                }

                return true;
        }
    }

    protected override void PostStop()
    {
        while (_queue.TryTake(out var left))
        {
            Context.System.DeadLetters.Tell(new DeadLetter(left.Message!, left.Sender, Self), left.Sender);
        }
    }

    internal sealed record SetIgnore(Func<object, bool>? Ignores);

    internal sealed record WatchIt(IActorRef Actor);

    internal sealed record UnwatchIt(IActorRef Actor);
}
