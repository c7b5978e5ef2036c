using System.Threading;
using System.Threading.Tasks;
using Akka.Actor;

namespace Akka.Hosting;

/// <summary>An actor of the registry, for constructor injection.</summary>
/// <typeparam name="TActor">The key it is registered under.</typeparam>
public interface IRequiredActor<TActor>
{
    /// <summary>The actor; an error when it is not registered yet.</summary>
    IActorRef ActorRef { get; }

    /// <summary>The actor, as soon as it is registered.</summary>
    Task<IActorRef> GetAsync(CancellationToken cancellationToken = default);
}

public sealed class RequiredActor<TActor> : IRequiredActor<TActor>
{
    private readonly IReadOnlyActorRegistry _registry;
    private IActorRef? _actor;

    public RequiredActor(IReadOnlyActorRegistry registry) => _registry = registry;

    public IActorRef ActorRef => _actor ??= _registry.Get<TActor>();

    public async Task<IActorRef> GetAsync(CancellationToken cancellationToken = default) =>
        _actor ??= await _registry.GetAsync<TActor>(cancellationToken).ConfigureAwait(false);
}
