using System.Linq.Expressions;
using System.Reflection;

namespace Akka.Actor;

/// <summary>The recipe for an actor: its type, its arguments, how to run it. Never changes; each With makes another.</summary>
public class Props : IEquatable<Props>
{
    public static readonly Props None = Create<EmptyActor>();

    internal static readonly Props Terminated = new(new TerminatedProducer(), []);

    private readonly IIndirectActorProducer _producer;

    public Props(Type type) : this(type, []) { }

    public Props(Type type, object[] args) : this(Producer(type, args), args) { }

    public Props(Type type, SupervisorStrategy supervisorStrategy, params object[] args) : this(type, args) => SupervisorStrategy = supervisorStrategy;

    public Props(Type type, SupervisorStrategy supervisorStrategy, IEnumerable<object> args) : this(type, supervisorStrategy, args.ToArray()) { }

    public Props(Deploy deploy, Type type, params object[] args) : this(type, args) => Deploy = deploy;

    public Props(Deploy deploy, Type type, IEnumerable<object> args) : this(deploy, type, args.ToArray()) { }

    protected Props(Props copy)
    {
        _producer = copy._producer;
        Arguments = copy.Arguments;
        Deploy = copy.Deploy;
        SupervisorStrategy = copy.SupervisorStrategy;
    }

    private Props(IIndirectActorProducer producer, object[] arguments)
    {
        _producer = producer;
        Arguments = arguments;
    }

    public static Props Empty => None;

    public object[] Arguments { get; }

    public Deploy Deploy { get; protected set; } = Deploy.Local;

    public SupervisorStrategy SupervisorStrategy { get; protected set; }

    public Type Type => _producer.ActorType;

    public string TypeName => Type.AssemblyQualifiedName;

    public string Dispatcher => Deploy.Dispatcher.Length == 0 ? Akka.Dispatch.Dispatchers.DefaultDispatcherId : Deploy.Dispatcher;

    public string Mailbox => Deploy.Mailbox;

    public static Props Create<TActor>(Expression<Func<TActor>> factory, SupervisorStrategy supervisorStrategy = null) where TActor : ActorBase
    {
        if (factory.Body is not NewExpression creation)
            throw new ArgumentException("The create function must be a 'new T (args)' expression", nameof(factory));
        var arguments = creation.Arguments.Select(a => Expression.Lambda<Func<object>>(Expression.Convert(a, typeof(object))).Compile()()).ToArray();
        return new Props(typeof(TActor), supervisorStrategy, arguments);
    }

    public static Props Create<TActor>(params object[] args) where TActor : ActorBase => new(typeof(TActor), args);

    public static Props Create<TActor>(SupervisorStrategy supervisorStrategy) where TActor : ActorBase, new() => new(typeof(TActor), supervisorStrategy);

    public static Props Create(Type type, params object[] args)
    {
        ArgumentNullException.ThrowIfNull(type);
        return new Props(type, args);
    }

    public static Props CreateBy(IIndirectActorProducer producer, params object[] args) => new(producer, args);

    public Props WithDispatcher(string dispatcher) => WithDeploy(Deploy.WithDispatcher(dispatcher));

    public Props WithMailbox(string mailbox) => WithDeploy(Deploy.WithMailbox(mailbox));

    public Props WithDeploy(Deploy deploy)
    {
        var copy = Copy();
        copy.Deploy = deploy.WithFallback(Deploy);
        return copy;
    }

    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy)
    {
        var copy = Copy();
        copy.SupervisorStrategy = supervisorStrategy;
        return copy;
    }

    public virtual ActorBase NewActor()
    {
        try
        {
            return _producer.Produce() ?? throw new InvalidOperationException($"The producer of {Type} made no actor");
        }
        catch (TargetInvocationException e) when (e.InnerException != null)
        {
            throw new TypeLoadException($"Error while creating actor instance of type {Type} with {Arguments.Length} args: ({string.Join(",", Arguments)})", e.InnerException);
        }
        catch (Exception e)
        {
            throw new TypeLoadException($"Error while creating actor instance of type {Type} with {Arguments.Length} args: ({string.Join(",", Arguments)})", e);
        }
    }

    public bool Equals(Props other) => other != null && Type == other.Type && Equals(Deploy, other.Deploy)
        && Equals(SupervisorStrategy, other.SupervisorStrategy) && Arguments.SequenceEqual(other.Arguments);

    public override bool Equals(object obj) => Equals(obj as Props);

    public override int GetHashCode() => HashCode.Combine(Type, Arguments.Length);

    protected virtual Props Copy() => new(this);

    internal void Release(ActorBase actor) => _producer.Release(actor);

    private static IIndirectActorProducer Producer(Type type, object[] args)
    {
        if (typeof(ActorBase).IsAssignableFrom(type))
            return new ConstructorProducer(type, args);
        if (typeof(IIndirectActorProducer).IsAssignableFrom(type))
            return (IIndirectActorProducer)Activator.CreateInstance(type, args);
        throw new ArgumentException($"Unknown actor producer [{type}]", nameof(type));
    }

    /// <summary>Handles nothing.</summary>
    private sealed class EmptyActor : UntypedActor
    {
        protected override void OnReceive(object message) => Unhandled(message);
    }

    private sealed class TerminatedProducer : IIndirectActorProducer
    {
        public Type ActorType => typeof(ActorBase);

        public ActorBase Produce() => throw new InvalidOperationException("This actor has been terminated");

        public void Release(ActorBase actor) { }
    }
}
