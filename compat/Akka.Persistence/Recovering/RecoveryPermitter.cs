using Akka.Actor;

namespace Akka.Persistence.Recovering;

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

/// <summary>Lets so many actors recover at a time; the others wait their turn.</summary>
internal sealed class RecoveryPermitter : ReceiveActor
{
    private readonly int _permits;
    private readonly LinkedList<IActorRef> _waiting = new();
    private readonly HashSet<IActorRef> _recovering = [];

    public RecoveryPermitter(int permits)
    {
        _permits = permits;
        Receive<RequestRecoveryPermit>(_ => Request(Sender));
        Receive<ReturnRecoveryPermit>(_ => Return(Sender));
        Receive<Terminated>(stopped =>
        {
            if (!_waiting.Remove(stopped.ActorRef))
                Return(stopped.ActorRef);
        });
    }

    private void Request(IActorRef actor)
    {
        Context.Watch(actor);
        // One that restarted in the middle of its recovery has its permit already.
        if (_recovering.Count < _permits || _recovering.Contains(actor))
            Grant(actor);
        else
            _waiting.AddLast(actor);
    }

    private void Grant(IActorRef actor)
    {
        _recovering.Add(actor);
        actor.Tell(RecoveryPermitGranted.Instance, Self);
    }

    private void Return(IActorRef actor)
    {
        if (!_recovering.Remove(actor))
            return;
        Context.Unwatch(actor);
        if (_waiting.First is not { Value: var next })
            return;
        _waiting.RemoveFirst();
        Grant(next);
    }
}
