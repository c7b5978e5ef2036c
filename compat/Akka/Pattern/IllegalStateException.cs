using Akka.Actor;

namespace Akka.Pattern;

/// <summary>Something is in a state in which this must not happen.</summary>
public class IllegalStateException : AkkaException
{
    public IllegalStateException(string message) : base(message) { }

    public IllegalStateException(string message, Exception innerEx) : base(message, innerEx) { }
}
