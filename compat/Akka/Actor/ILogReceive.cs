namespace Akka.Actor;

/// <summary>An actor whose messages are logged when <c>akka.actor.debug.receive</c> is on.</summary>
public interface ILogReceive;
