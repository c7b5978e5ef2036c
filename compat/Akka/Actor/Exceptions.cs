namespace Akka.Actor;

/// <summary>A name that an actor cannot have.</summary>
public class InvalidActorNameException : AkkaException
{
    public InvalidActorNameException(string message) : base(message) { }

    public InvalidActorNameException(string message, Exception innerException) : base(message, innerException) { }
}

/// <summary>No answer came to an ask in time.</summary>
public class AskTimeoutException(string message) : AkkaException(message);

/// <summary>An actor could not be made.</summary>
public class ActorInitializationException : AkkaException
{
    public ActorInitializationException() { }

    public ActorInitializationException(string message) : base(message) { }

    public ActorInitializationException(string message, Exception cause) : base(message, cause) { }

    public ActorInitializationException(IActorRef actor, string message, Exception cause = null) : base(message, cause) => Actor = actor;

    public IActorRef Actor { get; set; }

    public override string ToString() => Actor == null ? base.ToString() : Actor + ": " + base.ToString();
}

/// <summary>A logger did not start.</summary>
public class LoggerInitializationException : AkkaException
{
    public LoggerInitializationException() { }

    public LoggerInitializationException(string message) : base(message) { }

    public LoggerInitializationException(string message, Exception cause = null) : base(message, cause) { }
}

/// <summary>An actor was sent <see cref="Kill"/>.</summary>
public class ActorKilledException : AkkaException
{
    public ActorKilledException() { }

    public ActorKilledException(string message) : base(message) { }
}

/// <summary>An actor is asked for what its state forbids.</summary>
public class IllegalActorStateException(string message) : AkkaException(message);

/// <summary>A name breaks the rules of actor paths.</summary>
public class IllegalActorNameException(string message) : AkkaException(message);

/// <summary>No actor is there.</summary>
public class ActorNotFoundException : AkkaException
{
    public ActorNotFoundException() { }

    public ActorNotFoundException(string message, Exception innerException = null) : base(message, innerException) { }
}

/// <summary>A message that cannot be sent, such as null.</summary>
public class InvalidMessageException : AkkaException
{
    public InvalidMessageException() { }

    public InvalidMessageException(string message) : base(message) { }
}

/// <summary>An actor left a <see cref="Terminated"/> unhandled that it had asked for.</summary>
public class DeathPactException(IActorRef deadActor) : AkkaException($"Monitored actor [{deadActor}] terminated")
{
    public IActorRef DeadActor { get; } = deadActor;
}

/// <summary>The old instance threw while it was told of a restart.</summary>
public class PreRestartException(IActorRef actor, Exception restartException, Exception cause, object optionalMessage)
    : ActorInitializationException(actor, $"Exception in PreRestart(cause:{cause?.GetType().ToString() ?? "null"}, message:{optionalMessage?.GetType().ToString() ?? "null"})", restartException)
{
    public Exception RestartException { get; } = restartException;

    public object OptionalMessage { get; } = optionalMessage;
}

/// <summary>The new instance could not be made or threw while it was told of a restart.</summary>
public class PostRestartException(IActorRef actor, Exception cause, Exception originalCause)
    : ActorInitializationException(actor, $"Exception post restart ({originalCause?.GetType().ToString() ?? "null"})", cause)
{
    public Exception OriginalCause { get; } = originalCause;
}

/// <summary>A scheduler refuses what it was asked.</summary>
public sealed class SchedulerException(string message) : AkkaException(message);

/// <summary>A stash is full.</summary>
public class StashOverflowException(string message, Exception cause = null) : AkkaException(message, cause);
