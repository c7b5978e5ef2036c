namespace Akka.TestKit;

/// <summary>Marks a test class whose messages have no sender unless one is given. Here none ever has, so that tests name their senders.</summary>
public interface INoImplicitSender;
