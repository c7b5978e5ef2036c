using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>A reference with an actor cell behind it.</summary>
public abstract class ActorRefWithCell : InternalActorRefBase
{
    public abstract IEnumerable<IActorRef> Children { get; }

    public abstract IInternalActorRef GetSingleChild(string name);
}

/// <summary>The reference to an actor in this process.</summary>
public class LocalActorRef : ActorRefWithCell
{
    private readonly ActorCell _cell;

    internal LocalActorRef(ActorSystemImpl system, Props props, MessageDispatcher dispatcher, MailboxType mailboxType, IInternalActorRef supervisor, ActorPath path, Func<LocalActorRef, ActorCell> newCell = null)
    {
        Path = path;
        _cell = newCell?.Invoke(this) ?? new ActorCell(system, this, props, dispatcher, supervisor);
        _cell.Init(new Mailbox(mailboxType.Create(this, system)), sendSupervise: !supervisor.IsNobody());
    }

    public ActorCell Cell => _cell;

    public override ActorPath Path { get; }

    public override IInternalActorRef Parent => _cell.Parent;

    public override IActorRefProvider Provider => _cell.SystemImpl.Provider;

    public override bool IsLocal => true;

    public override IEnumerable<IActorRef> Children => _cell.GetChildren();

    public override void Start() => _cell.Start();

    public override void Suspend() => _cell.Suspend();

    public override void Resume(Exception causedByFailure = null) => _cell.Resume(causedByFailure);

    public override void Restart(Exception cause) => _cell.Restart(cause);

    public override void Stop() => _cell.Stop();

    public override void SendSystemMessage(ISystemMessage message) => _cell.SendSystemMessage(message);

    public override IInternalActorRef GetSingleChild(string name) => _cell.GetSingleChild(name);

    public override IActorRef GetChild(IReadOnlyList<string> name)
    {
        if (name.Count == 0)
            return this;
        var rest = name.Skip(1).ToArray();
        return name[0] switch
        {
            "" => GetChild(rest),
            ".." => Parent.GetChild(rest),
            var first => GetSingleChild(first) is var child && child.IsNobody() ? ActorRefs.Nobody : child.GetChild(rest),
        };
    }

    protected override void TellInternal(object message, IActorRef sender) => _cell.SendMessage(sender, message);
}
