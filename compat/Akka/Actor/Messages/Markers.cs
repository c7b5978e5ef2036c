namespace Akka.Actor;

/// <summary>A message that the actor cell handles itself.</summary>
public interface IAutoReceivedMessage;

/// <summary>A message that could do harm when it came from outside.</summary>
public interface IPossiblyHarmful;

/// <summary>A message that is never serialized.</summary>
public interface INoSerializationVerificationNeeded;

/// <summary>A message that does not put off the receive timeout.</summary>
public interface INotInfluenceReceiveTimeout;

/// <summary>A message around a message.</summary>
public interface IWrappedMessage
{
    object Message { get; }
}

/// <summary>Takes messages out of their wrappings.</summary>
public static class WrappedMessage
{
    public static object Unwrap(object message)
    {
        while (message is IWrappedMessage wrapped)
            message = wrapped.Message;
        return message;
    }
}
