using System.Collections.Generic;
using Akka.Actor;

namespace Akka.Persistence;

internal sealed class RequestRecoveryPermit
{
    public static readonly RequestRecoveryPermit Instance = new();
}

internal sealed class RecoveryPermitGranted
{
    public static readonly RecoveryPermitGranted Instance = new();
}

internal sealed class ReturnRecoveryPermit
{
    public static readonly ReturnRecoveryPermit Instance = new();
}

/// <summary>Lets only so many actors recover at once.</summary>
internal sealed class RecoveryPermitter : UntypedActor
{
    private readonly LinkedList<IActorRef> _waiting = [];
    private readonly HashSet<IActorRef> _recovering = [];
    private readonly int _permits;

    public RecoveryPermitter(int permits) => _permits = permits;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case RequestRecoveryPermit:
                Context.Watch(Sender);
                _waiting.AddLast(Sender);
                Grant();
                break;
            case ReturnRecoveryPermit:
                Context.Unwatch(Sender);
                _recovering.Remove(Sender);
                Grant();
                break;
            case Terminated terminated:
                _waiting.Remove(terminated.ActorRef);
                _recovering.Remove(terminated.ActorRef);
                Grant();
                break;
        }
    }

    private void Grant()
    {
        while (_recovering.Count < _permits && _waiting.First is { } next)
        {
            _waiting.RemoveFirst();
            _recovering.Add(next.Value);
            next.Value.Tell(RecoveryPermitGranted.Instance, Self);
        }
    }
}
