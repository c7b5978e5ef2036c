using Akka.Actor;

namespace Akka.Util;

/// <summary>Something that is serialized as its surrogate.</summary>
public interface ISurrogated
{
    ISurrogate ToSurrogate(ActorSystem system);
}

/// <summary>The serialized form of an <see cref="ISurrogated"/>.</summary>
public interface ISurrogate
{
    ISurrogated FromSurrogate(ActorSystem system);
}
