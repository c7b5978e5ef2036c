namespace Akka.Actor;

/// <summary>What becomes of a child that threw.</summary>
public enum Directive
{
    /// <summary>It goes on with the next message, as it is.</summary>
    Resume,

    /// <summary>A new instance takes its place.</summary>
    Restart,

    /// <summary>The supervisor fails in its stead.</summary>
    Escalate,

    /// <summary>It is stopped.</summary>
    Stop,
}

/// <summary>Pairs directives with exceptions.</summary>
public static class DirectiveExtensions
{
    public static KeyValuePair<Type, Directive> When<TException>(this Directive self) where TException : Exception => new(typeof(TException), self);
}
