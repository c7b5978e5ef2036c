namespace Akka.Actor.Scheduler;

/// <summary>A message that a scheduler sends, so that interceptors can tell.</summary>
public interface IScheduledTellMsg : IWrappedMessage, INoSerializationVerificationNeeded;
