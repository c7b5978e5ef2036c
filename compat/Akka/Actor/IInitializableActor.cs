namespace Akka.Actor.Internal;

/// <summary>An actor with something left to do once its constructor has run.</summary>
public interface IInitializableActor
{
    void Init();
}
