using Akka.Actor;

namespace Akka.Pattern;

/// <summary>Too many calls failed: for a while none is made.</summary>
public class OpenCircuitException : AkkaException
{
    public OpenCircuitException() : base("Circuit Breaker is open; calls are failing fast") { }

    public OpenCircuitException(string message) : base(message) { }

    public OpenCircuitException(string message, Exception cause) : base(message, cause) { }

    public OpenCircuitException(Exception cause) : base("Circuit Breaker is open; calls are failing fast", cause) { }
}
