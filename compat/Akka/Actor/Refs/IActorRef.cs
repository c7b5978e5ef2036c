using Akka.Util;

namespace Akka.Actor;

/// <summary>Something that can be told a message.</summary>
public interface ICanTell
{
    void Tell(object message, IActorRef sender);
}

/// <summary>A reference to an actor, through which alone others reach it.</summary>
public interface IActorRef : ICanTell, IEquatable<IActorRef>, IComparable<IActorRef>, ISurrogated, IComparable
{
    ActorPath Path { get; }
}

/// <summary>Says whether the actor lives in this process.</summary>
public interface IActorRefScope
{
    bool IsLocal { get; }
}
