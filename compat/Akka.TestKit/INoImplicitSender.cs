namespace Akka.TestKit;

/// <summary>A test that tells without a sender unless it names one.</summary>
public interface INoImplicitSender;
