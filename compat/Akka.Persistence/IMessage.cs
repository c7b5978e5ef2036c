namespace Akka.Persistence.Serialization;

/// <summary>A message of persistence itself.</summary>
public interface IMessage;
