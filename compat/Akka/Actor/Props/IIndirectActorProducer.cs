namespace Akka.Actor;

/// <summary>Makes instances of an actor, in place of its constructor.</summary>
public interface IIndirectActorProducer
{
    Type ActorType { get; }

    ActorBase Produce();

    void Release(ActorBase actor);
}

/// <summary>Calls the constructor that fits the arguments.</summary>
internal sealed class ConstructorProducer(Type actorType, object[] arguments) : IIndirectActorProducer
{
    public Type ActorType => actorType;

    public ActorBase Produce() => (ActorBase)Activator.CreateInstance(actorType, arguments);

    public void Release(ActorBase actor) { }
}
