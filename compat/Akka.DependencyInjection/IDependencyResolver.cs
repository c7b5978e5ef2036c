using System;
using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;

namespace Akka.DependencyInjection;

/// <summary>Makes actors whose constructor parameters come from a service provider.</summary>
public interface IDependencyResolver
{
    IResolverScope CreateScope();

    object GetService<T>();

    object GetService(Type type);

    Props Props(Type type, params object[] args);

    Props Props(Type type);

    Props Props<T>(params object[] args) where T : ActorBase;
}

/// <summary>A scope whose services end with it.</summary>
public interface IResolverScope : IDisposable
{
    IDependencyResolver Resolver { get; }
}

/// <summary>The resolver over a <see cref="IServiceProvider"/>.</summary>
public class ServiceProviderDependencyResolver : IDependencyResolver
{
    public ServiceProviderDependencyResolver(IServiceProvider serviceProvider) => ServiceProvider = serviceProvider;

    public IServiceProvider ServiceProvider { get; }

    public IResolverScope CreateScope() => new ServiceProviderScope(ServiceProvider.CreateScope());

    public object GetService<T>() => ServiceProvider.GetService<T>()!;

    public object GetService(Type type) => ServiceProvider.GetService(type)!;

    public Props Props(Type type, params object[] args)
    {
        if (typeof(ActorBase).IsAssignableFrom(type))
        {
            return Actor.Props.CreateBy(new ServiceProviderActorProducer(ServiceProvider, type, args));
        }

        throw new ArgumentException(type.Name + " is no actor type", nameof(type));
    }

    public Props Props(Type type) => Props(type, []);

    public Props Props<T>(params object[] args) where T : ActorBase =>
        Actor.Props.CreateBy(new ServiceProviderActorProducer<T>(ServiceProvider, args));
}

/// <summary>A scope of a <see cref="IServiceProvider"/>.</summary>
public class ServiceProviderScope : IResolverScope
{
    private readonly IServiceScope _scope;

    public ServiceProviderScope(IServiceScope scope)
    {
        _scope = scope;
        Resolver = new ServiceProviderDependencyResolver(scope.ServiceProvider);
    }

    public IDependencyResolver Resolver { get; }

    public void Dispose() => _scope.Dispose();
}

internal class ServiceProviderActorProducer : IIndirectActorProducer
{
    private readonly IServiceProvider _provider;
    private readonly object[] _args;

    public ServiceProviderActorProducer(IServiceProvider provider, Type actorType, object[] args)
    {
        (_provider, ActorType, _args) = (provider, actorType, args);
    }

    public Type ActorType { get; }

    public ActorBase Produce() => (ActorBase)ActivatorUtilities.CreateInstance(_provider, ActorType, _args);

    public void Release(ActorBase actor)
    {
    }
}

internal sealed class ServiceProviderActorProducer<TActor>(IServiceProvider provider, object[] args)
    : ServiceProviderActorProducer(provider, typeof(TActor), args)
    where TActor : ActorBase;
