using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// What surrounds an actor: its mailbox, its children, its behaviours, whom it watches. The instance of the actor
/// comes and goes with restarts, the cell stays. Everything here runs in the turn of the mailbox, one thread at a time,
/// except sending to it and making children of a guardian.
/// </summary>
public partial class ActorCell : IUntypedActorContext
{
    public const int UndefinedUid = 0;

    [ThreadStatic] private static ActorCell _current;

    private readonly Stack<Receive> _behaviours = new();
    private readonly IInternalActorRef _self;
    private ActorBase _actor;
    private ActorTaskScheduler _taskScheduler;

    internal ActorCell(ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef parent)
    {
        SystemImpl = system;
        _self = self;
        Props = props;
        Dispatcher = dispatcher;
        Parent = parent;
        Sender = system.DeadLetters;
    }

    internal static ActorCell Current => _current;

    /// <summary>For tests: whoever tells without naming a sender on this thread is this actor.</summary>
    internal static void SetCurrent(ActorCell cell) => _current = cell;

    public IActorRef Self => _self;

    public Props Props { get; private set; }

    public IInternalActorRef Parent { get; }

    IActorRef IActorContext.Parent => Parent;

    public IActorRef Sender { get; private set; }

    public ActorSystem System => SystemImpl;

    public ActorSystemImpl SystemImpl { get; }

    public MessageDispatcher Dispatcher { get; }

    public Mailbox Mailbox { get; private set; }

    public object CurrentMessage { get; internal set; }

    public bool IsTerminated => Mailbox.IsClosed;

    /// <summary>Numbers the messages, so that a stash can tell whether it has this one.</summary>
    internal long Turn { get; private set; }

    internal ActorBase Actor => _actor;

    internal Type ActorType => _actor?.GetType() ?? GetType();

    public virtual ActorTaskScheduler TaskScheduler => _taskScheduler ??= new ActorTaskScheduler(this);

    public static IActorRef GetCurrentSelfOrNoSender() => _current?.Self ?? ActorRefs.NoSender;

    public static IActorRef GetCurrentSenderOrNoSender() => _current?.Sender ?? ActorRefs.NoSender;

    internal static void RunInContext<T>(ActorCell cell, Action<T> action, T argument)
    {
        var before = _current;
        _current = cell;
        try
        {
            action(argument);
        }
        finally
        {
            _current = before;
        }
    }

    public void UseThreadContext(Action action) => RunInContext(this, static a => a(), action);

    internal void Init(Mailbox mailbox, bool sendSupervise)
    {
        Mailbox = mailbox;
        mailbox.SetActor(this);
        mailbox.EnqueueSystem(new Create());
        if (sendSupervise)
            Parent.SendSystemMessage(new Supervise(Self, async: false));
    }

    public virtual void Start() => Dispatcher.Attach(this);

    public void Resume(Exception causedByFailure) => SendSystemMessage(new Resume(causedByFailure));

    public void Suspend() => SendSystemMessage(new Suspend());

    public void Restart(Exception cause) => SendSystemMessage(new Recreate(cause));

    public void Stop() => SendSystemMessage(new Terminate());

    public virtual void SendMessage(IActorRef sender, object message) => SendMessage(new Envelope(message, sender, System));

    public virtual void SendMessage(Envelope message)
    {
        try
        {
            Dispatcher.Dispatch(this, message);
        }
        catch (Exception e)
        {
            Publish(new Error(e, Self.Path.ToString(), ActorType, "Swallowing exception during message send"));
        }
    }

    public virtual void SendSystemMessage(ISystemMessage systemMessage)
    {
        try
        {
            Dispatcher.SystemDispatch(this, (SystemMessage)systemMessage);
        }
        catch (Exception e)
        {
            Publish(new Error(e, Self.Path.ToString(), ActorType, "Swallowing exception during message send"));
        }
    }

    public void Become(Receive receive)
    {
        if (_behaviours.Count > 1)
            _behaviours.Pop();
        _behaviours.Push(receive);
    }

    public void BecomeStacked(Receive receive) => _behaviours.Push(receive);

    public void UnbecomeStacked()
    {
        if (_behaviours.Count > 1)
            _behaviours.Pop();
    }

    void IUntypedActorContext.Become(UntypedReceive receive) => Become(Handling(receive));

    void IUntypedActorContext.BecomeStacked(UntypedReceive receive) => BecomeStacked(Handling(receive));

    public ActorSelection ActorSelection(string path) => ActorRefFactoryShared.ActorSelection(path, System, Self);

    public ActorSelection ActorSelection(ActorPath path) => ActorRefFactoryShared.ActorSelection(path, System);

    protected virtual ActorBase CreateNewActorInstance()
    {
        var actor = Props.NewActor();
        if (actor is IActorStash stashing)
            stashing.Stash = this.CreateStash(stashing);
        if (actor is IInitializableActor initializable)
            initializable.Init();
        return actor;
    }

    private ActorBase NewActor()
    {
        _behaviours.Clear();
        ActorBase actor = null;
        UseThreadContext(() =>
        {
            actor = CreateNewActorInstance();
            actor.SupervisorStrategyInternal = Props.SupervisorStrategy;
        });
        return actor;
    }

    /// <summary>Before the instance is given up, in a restart or for good: stashed messages go back.</summary>
    private static void Unstash(ActorBase actor)
    {
        if (actor is IActorStash { Stash: { } stash })
            stash.UnstashAll();
    }

    private void ClearActor(ActorBase actor)
    {
        if (actor != null)
        {
            if (actor is IDisposable disposable)
            {
                try
                {
                    disposable.Dispose();
                }
                catch (Exception e)
                {
                    Publish(new Error(e, Self.Path.ToString(), ActorType, $"An error occurred while disposing {actor.GetType()} actor. Reason: {e.Message}"));
                }
            }

            Props.Release(actor);
            actor.Clear(System.DeadLetters);
        }

        CurrentMessage = null;
        _behaviours.Clear();
    }

    private static Receive Handling(UntypedReceive receive) => message =>
    {
        receive(message);
        return true;
    };

    private void Publish(LogEvent log) => SystemImpl.EventStream.Publish(log);
}
